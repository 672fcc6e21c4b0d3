"""Texts that tell by themselves what each line is: those that `clean --format text` and `--format markdown` write.

In them every line is a whole block, so that there is nothing to join and nothing to guess. A text that has been broken
since then no longer has the form, and is read as a dump.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from newsclean.formats.markdown import UNTITLED
from newsclean.model import Role
from newsclean.patterns import expression

INDENT = "\u3000"
_BY_INDENT = {1: Role.FURNITURE, 2: Role.PARAGRAPH, 3: Role.SUBHEAD, 4: Role.SIGNATURE, 5: Role.CAPTION}
_HEADING = expression(r"(#{1,6})\s+(.*)")
_ESCAPE = expression(r"\\([!-/:-@\[-`{-~])")
_BOLD = expression(r"\*\*(.*)\*\*")
_ITALIC = expression(r"\*([^*].*)\*")
_UNTITLED_LINE = expression(rf"(?m)^##[ \t]+{UNTITLED}[ \t]*+(?=\r?$)")


@dataclass(frozen=True, slots=True)
class FormLine:
    """A line of such a text: its number, its words without markup, its role, the number of its article."""

    number: int
    text: str
    role: Role
    article: int


def read_form(lines: Sequence[str], first: int = 1) -> list[FormLine] | None:
    """The lines of a text that has one of the two forms; None for any other text.

    >>> [(line.text, line.role.value) for line in read_form(["会议召开", "　　3月6日，会议召开。"])]
    [('会议召开', 'headline'), ('3月6日，会议召开。', 'paragraph')]
    >>> read_form(["　　3月6日，会议", "召开。"]) is None
    True
    """
    filled = [(at, line) for at, line in enumerate(lines) if line.strip()]
    if not filled:
        return None
    if _is_text(filled):
        return _read_text(filled, first)
    return _read_markdown(filled, first) if _is_markdown(filled) else None


def without_marker(text: str) -> str:
    """A text without what `clean` writes in the place of a headline that there is not: no rule is about that.

    >>> without_marker("## （无题）\\n\\n茶园開采。\\n")
    '\\n\\n茶园開采。\\n'
    """
    return _UNTITLED_LINE.sub("", text) if UNTITLED in text else text


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(INDENT))


def _is_text(filled: Sequence[tuple[int, str]]) -> bool:
    """Indented blocks, and nothing flush after one of them but two blank lines and the next head."""
    if not any(_indent(line) >= 2 for _, line in filled):
        return False
    for (at, line), (following, after) in zip(filled, filled[1:], strict=False):
        if _indent(line) and not _indent(after) and (following - at < 3 or _indent(line) == 1):
            return False
    return True


def _read_text(filled: Sequence[tuple[int, str]], first: int) -> list[FormLine]:
    out: list[FormLine] = []
    article, before, last = 0, INDENT, -9
    for at, line in filled:
        depth = min(_indent(line), 5)
        if not article or at - last >= 3 or (not depth and _indent(before)):
            article += 1
        out.append(FormLine(first + at, line.strip(), _BY_INDENT.get(depth, Role.HEADLINE), article))
        before, last = line, at
    return out


def _is_markdown(filled: Sequence[tuple[int, str]]) -> bool:
    """Headings or a rule, and every block apart from the next by a blank line, lists and quotations aside."""
    if not any(_HEADING.fullmatch(line) or line.strip() == "---" for _, line in filled):
        return False
    return all(
        following - at > 1 or line[:2] == after[:2] in ("- ", "> ")
        for (at, line), (following, after) in zip(filled, filled[1:], strict=False)
    )


def _read_markdown(filled: Sequence[tuple[int, str]], first: int) -> list[FormLine]:
    out: list[FormLine] = []
    article = 1
    begun = False  # the article has its heading: what is above it (rubric, kicker) came with the same number
    body = False
    end = False
    for at, raw in filled:
        line = raw.strip()
        heading = _HEADING.fullmatch(line)
        role = _markdown_role(line, heading, body)
        end = end or line == "---"
        if begun and (role is Role.RUBRIC or (heading and len(heading[1]) <= 2)):
            article, begun, body = article + 1, False, False
        begun = begun or bool(heading and len(heading[1]) <= 2)
        body = body or (begun and role is Role.PARAGRAPH)
        if line != "---" and not (heading and heading[2].strip() == UNTITLED):
            out.append(FormLine(first + at, _plain(line), Role.FURNITURE if end else role, article))
    return out


def _markdown_role(line: str, heading: regex.Match[str] | None, body: bool) -> Role:
    if heading:
        return Role.HEADLINE if len(heading[1]) <= 2 else Role.SUBHEAD
    if line.startswith("> "):
        return Role.CAPTION
    if line.startswith("- "):
        return Role.FURNITURE
    if _BOLD.fullmatch(line):
        return Role.DECK
    if _ITALIC.fullmatch(line):
        return Role.RUBRIC
    return Role.PARAGRAPH if body or regex.search("[。！？：；]", line) else Role.DISPLAY


def _plain(line: str) -> str:
    """A line without Markdown's marks and escapes."""
    heading = _HEADING.fullmatch(line)
    if heading:
        line = heading[2]
    elif line[:2] in ("> ", "- "):
        line = line[2:]
    elif marked := _BOLD.fullmatch(line) or _ITALIC.fullmatch(line):
        line = marked[1]
    return _ESCAPE.sub(r"\1", line).strip()
