"""A datatrove block: page dumps in, articles out, between a reader and the filters. Needs `newsclean[datatrove]`.

from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.readers import JsonlReader
from datatrove.pipeline.writers import JsonlWriter
from newsclean.integrations.datatrove import NewspaperPages

LocalPipelineExecutor(
    pipeline=[JsonlReader("dumps/"), NewspaperPages(), JsonlWriter("articles/")], tasks=8, workers=2
).run()
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from datatrove.data import Document as Sample
from datatrove.pipeline.base import PipelineStep

from newsclean.api import clean_pages
from newsclean.batch.records import records_of
from newsclean.document import LostText
from newsclean.errors import StageError
from newsclean.options import DEFAULT, Options
from newsclean.pipeline import Pipeline
from newsclean.schema import Source


class NewspaperPages(PipelineStep):
    """Turns every sample, the dump of a page or of several parted by form feeds, into one sample for each article.

    The new samples have the metadata of `newsclean batch --format corpus`, after those of the dump; an id is the dump's
    with page and article. A dump that fails (with `verify`, one that would lose text) is counted and left out.
    """

    name = "newsclean"
    type = "📰 - NEWSPAPER PAGES"

    def __init__(
        self, options: Options = DEFAULT, *, pipeline: Pipeline | None = None, verify: bool = False
    ) -> None:
        super().__init__()
        self.options, self.pipeline, self.verify = options, pipeline, verify

    def run(self, data: Iterable[Any] | None, rank: int = 0, world_size: int = 1) -> Iterator[Any]:
        """The articles of all dumps, as they come."""
        for sample in data or ():
            with self.track_time():
                articles = self._articles(sample)
            self.stat_update("dumps")
            for article in articles:
                self.stat_update("articles")
                self.update_doc_stats(article)
                yield article

    def _articles(self, sample: Any) -> list[Any]:
        source = Source(path=str(sample.id))
        try:
            pages = list(
                clean_pages(
                    sample.text, self.options, pipeline=self.pipeline, source=source, check=self.verify
                )
            )
        except (LostText, StageError):
            self.stat_update("failed")
            return []
        return [
            Sample(
                id=record.id,
                text=record.text,
                metadata={**sample.metadata, **msgspec.to_builtins(record.metadata)},
            )
            for page in pages
            for record in records_of(page)
        ]
