"""Imported by the process that workers are forked from: what the first page costs (patterns, tables) is paid once."""

from newsclean.api import clean

clean(
    "春耕生产推进会召开\n　　本报讯（记者 王 涛）3月20日，全市春耕生产推进\n会召开。\n　　图为会议现场。 李明 摄\n"
)
