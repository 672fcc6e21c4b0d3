"""Give every ideograph its canonical form (optional: off unless asked for).

Some fonts and encodings bring ideographs in twice: CJK compatibility ideographs (U+F900-FAFF, U+2F800-2FA1F) and Kangxi
radicals (U+2F00-2FDF, which PDF fonts often map 人, 大, 日 to) look the same and are not found by a search. Each becomes
the unified ideograph that Unicode gives for it, before anything reads the page: bylines and names are known by the unified ones
(of the dev pages with all radicals put in, 0.76 of the bylines are found without this stage, all with it).

Left alone: everything else, also what Unicode calls compatible but reads otherwise (㈱, ①, full-width forms), the
twelve unified ideographs in the compatibility block, and simplified or traditional forms. Costs one search per line.
"""

from __future__ import annotations

import unicodedata

from newsclean.model import Page
from newsclean.options import Options
from newsclean.patterns import expression
from newsclean.rewriting import rewrite_lines

TWICE = expression("[\u2f00-\u2fd5\u2e9f\u2ef3\uf900-\ufaff\U0002f800-\U0002fa1f]+")


def canonical(page: Page, options: Options) -> Page:
    """Compatibility ideographs and radicals made the ideographs that they stand for.

    >>> from newsclean.model import parse
    >>> from newsclean.options import DEFAULT
    >>> canonical(parse("\u2f08\uf9b5 ①"), DEFAULT).text == "人例 ①"
    True
    """
    return rewrite_lines(
        page,
        lambda text: TWICE.sub(lambda found: unicodedata.normalize("NFKC", found.group()), text),
        stage="canonical",
        rule="canonical-form",
        evidence="the same ideograph under another code point",
    )
