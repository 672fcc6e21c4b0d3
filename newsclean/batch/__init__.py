"""Whole archives: thousands of dumps in, one file a page or sharded records out, on one machine or many.

The way of a run: `inputs` finds the files → `plan` orders them and refuses what would clash → an engine (`serial`,
`pool`, `dask_engine`) hands tasks to `work` → `run` puts the results back in order → a writer of `writers` puts them on
disk → `manifest` says what became of every input.
"""
