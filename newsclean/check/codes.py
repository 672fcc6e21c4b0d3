"""The codes of the rules, which are stable for ever: a rule that goes leaves its number empty.

NC1 layout, NC2 articles and paragraphs, NC3 characters, NC4 the file. A table of names, so that completion costs nothing.
"""

from __future__ import annotations

MODULES = {
    "NC101": "nc101_spaced_run",
    "NC102": "nc102_stray_space",
    "NC103": "nc103_vertical_headline",
    "NC104": "nc104_broken_paragraph",
    "NC105": "nc105_hyphenated_word",
    "NC106": "nc106_columns",
    "NC201": "nc201_byline",
    "NC202": "nc202_headline_alone",
    "NC203": "nc203_article_alone",
    "NC204": "nc204_unpaired",
    "NC205": "nc205_lost_end",
    "NC206": "nc206_duplicate",
    "NC207": "nc207_doubtful",
    "NC301": "nc301_half_width",
    "NC302": "nc302_figure_space",
    "NC303": "nc303_vertical_form",
    "NC304": "nc304_compatibility",
    "NC305": "nc305_private_use",
    "NC306": "nc306_control",
    "NC307": "nc307_invisible",
    "NC308": "nc308_replacement",
    "NC309": "nc309_mojibake",
    "NC310": "nc310_digits",
    "NC311": "nc311_mixed_scripts",
    "NC401": "nc401_encoding",
    "NC402": "nc402_line_endings",
    "NC403": "nc403_final_newline",
    "NC404": "nc404_ignore_comment",
}
"""Each code with the module in newsclean/check/rules that has its RULE."""
