"""Write the explanation of one input: what `newsclean explain` does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TextIO

import msgspec

from newsclean.choosing import UNSAID, Choice, listed, with_stages
from newsclean.explain import Change, Label, explain, touches
from newsclean.io.encodings import decode
from newsclean.io.files import STDIN, read_input
from newsclean.io.terminal import shown_on
from newsclean.plain import Style, harmless, plain
from newsclean.printed_lines import pages_of, source_lines

LONGEST_LABELLED = 40
"""Characters shown of a line that only got another label."""


class NoSuchLine(ValueError):
    """The input has no line of that number: the call is wrong."""

    usage = True


@dataclass(frozen=True, slots=True)
class Request:
    """What to explain, and which part of it to show."""

    file: str
    only: tuple[str, ...] = ()
    line: int | None = None
    labels: bool = False
    format: str = "text"
    encoding: str | None = None
    choice: Choice = UNSAID


@dataclass(slots=True)
class Account:
    """What an explanation came to: the input's encoding and pages, and the changes of text by the stages that made them.

    `shown` counts all that was written, labels too.
    """

    encoding: str = ""
    pages: int = 0
    shown: int = 0
    changes: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        counts = ", ".join(f"{stage} {count}" for stage, count in self.changes.items()) or "none"
        return f"{self.encoding}, pages {self.pages}, changes: {counts}"


def write(request: Request, out: TextIO, style: Style = plain) -> Account:
    """Write the changes, and tell what they were.

    Raises InputError, DecodeError, ConfigError, ChoiceError, StageError; NoSuchLine before anything is written.
    """
    account = Account()
    found = changes(request, account)
    name = "-" if request.file == STDIN else request.file
    if request.format == "text":
        for change in found:
            out.write("\n".join(as_text(change, name, style)) + "\n")
    elif request.format == "jsonl":
        for change in found:
            out.write(shown_on(out, msgspec.json.encode(change).decode()) + "\n")
    else:
        whole = msgspec.json.format(msgspec.json.encode(list(found)), indent=1).decode()
        out.write(shown_on(out, whole) + "\n")
    return account


def changes(request: Request, account: Account) -> Iterator[Change | Label]:
    """The changes that the request asks for, counted in `account`."""
    options, chain = request.choice(request.file)
    only = {name for given in request.only for name in listed(given)}
    chain = with_stages(chain, sorted(only)).enable(*only)
    decoded = decode(read_input(request.file), request.encoding)
    account.encoding, account.pages = decoded.encoding, len(pages_of(decoded.text))
    lines = len(source_lines(decoded.text)) if request.line is not None else 0
    if request.line is not None and request.line > lines:
        name = "standard input" if request.file == STDIN else request.file
        raise NoSuchLine(f"{name}: has no line {request.line}; the last one is {lines}")
    for change in explain(decoded.text, options, pipeline=chain):
        if isinstance(change, Label) and not (request.labels or change.stage in only):
            continue
        if only and change.stage not in only:
            continue
        if request.line is None or touches(change, request.line):
            if isinstance(change, Change):
                account.changes[change.stage] += 1
            account.shown += 1
            yield change


def as_text(change: Change | Label, name: str, paint: Style = plain) -> list[str]:
    """Lines for people: where, which stage and rule, why; then the lines before (-) and after (+).

    >>> change = next(explain("山 区 小 学\\n"))
    >>> print("\\n".join(as_text(change, "page.txt")))
    page.txt:1:2: spacing [justified]: characters set apart one by one
      - 山 区 小 学
      + 山区小学
    """
    if isinstance(change, Label):
        what = change.after
        if change.before not in ("", change.after):
            what = f"{change.before} → {change.after}"
        if change.articles:
            what += f", article {', '.join(map(str, change.articles))}"
        text = change.text.strip()
        text = text if len(text) <= LONGEST_LABELLED else text[: LONGEST_LABELLED - 1] + "…"
        place = paint(f"{harmless(name)}:{change.line}:", bold=True)
        return [f"{place} {paint(change.stage, fg='cyan')}: {what}: {harmless(text)}"]
    place = paint(f"{harmless(name)}:{change.line}:{change.column}:", bold=True)
    why = f": {harmless(change.evidence)}" if change.evidence else ""
    lines = [f"{place} {paint(change.stage, fg='cyan')} [{change.rule}]{why}"]
    for mark, colour, texts in (("-", "red", change.before), ("+", "green", change.after)):
        lines += [paint(f"  {mark} {harmless(text.rstrip(chr(10)))}", fg=colour) for text in texts]
    return lines
