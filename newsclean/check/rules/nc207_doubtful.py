"""NC207: a decision of the pipeline that a person should look at."""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.check.model import Finding, Rule
from newsclean.check.source import TextFile
from newsclean.model import Role


def find(file: TextFile) -> Iterator[Finding]:
    """A finding for every article whose headline or extent is less sure than `check.least-confidence`."""
    least = file.settings.check.least_confidence
    for page, document in file.reading.documents():
        for article in document.articles:
            lines = [line for line in page.lines if article.id in line.articles]
            for role, doubt, what in (
                (Role.HEADLINE, article.confidence.headline, "is this headline this article's?"),
                (Role.PARAGRAPH, article.confidence.boundary, "does an article begin and end here?"),
            ):
                members = [line for line in lines if line.role is role]
                if members and doubt < least:
                    place = min(members, key=lambda line: line.certainty)
                    start, end = file.reading.extent(place.spans, place.text)
                    yield Finding(start, end, f"doubtful ({doubt:.2f}): {what}")


RULE = Rule(
    code="NC207",
    name="doubtful-decision",
    summary="decision of `clean` with a confidence below the threshold",
    why="`clean` gives the probability that a headline is its article's and that the article is whole. Below "
    "check.least-confidence a person should look at the page.",
    wrong="(a headline beside two articles whose words both fit it)",
    right="(a headline above its article)",
    fix="none",
    find=find,
)
