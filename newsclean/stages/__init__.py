"""One stage a file: a pure function `(Page, Options) -> Page`. Their order is in `newsclean.pipeline.STAGES`."""
