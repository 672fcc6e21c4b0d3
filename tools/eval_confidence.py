"""Are the confidences true? Counts how often a headline's confidence of so much was right, on pages with known articles.

usage: eval_confidence.py [DIR ...]   (default: fixtures/pages/dev; DIR holds NN.gold.json and NN.<extractor>.txt)

A headline counts as right where the article that it was given to is the one that it heads (its printed lines, joined, hold
or are held by the known headline). Prints one row for each class of confidence: decisions, share right.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path

from newsclean.api import clean_pages

ROOT = Path(__file__).parent.parent
CLASSES = (0.0, 0.5, 0.7, 0.9, 0.95)


def bare(text: str) -> str:
    """A text's letters and characters alone, quotes of all kinds left out."""
    return "".join(char for char in text if char.isalnum())


def main() -> None:
    """Print the table."""
    folders = [Path(arg) for arg in sys.argv[1:]] or [ROOT / "fixtures" / "pages" / "dev"]
    seen: dict[float, list[bool]] = defaultdict(list)
    for gold_file in sorted(file for folder in folders for file in folder.glob("*.gold.json")):
        gold = json.loads(gold_file.read_text(encoding="utf-8"))["articles"]
        titles = {bare("".join(a["paragraphs"])): bare(a["title"] or "") for a in gold}
        for dump in sorted(gold_file.parent.glob(gold_file.name[:2] + ".*.txt")):
            for document in clean_pages(dump.read_text(encoding="utf-8")):
                for article in document.articles:
                    body = [bare(b.text) for b in article.body if b.type == "paragraph"]
                    if not article.headline or not body:
                        continue
                    known = max(titles, key=lambda text: sum(len(part) for part in body if part in text))
                    own, title = bare(article.headline), titles[known]
                    right = bool(title) and (own in title or title in own)
                    cls = max(edge for edge in CLASSES if article.confidence.headline >= edge)
                    seen[cls].append(right)
    print("confidence  decisions  right")
    for cls in CLASSES:
        if seen[cls]:
            print(f">= {cls:<8} {len(seen[cls]):9d}  {sum(seen[cls]) / len(seen[cls]):.3f}")


if __name__ == "__main__":
    main()
