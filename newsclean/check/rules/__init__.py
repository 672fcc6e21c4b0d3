"""One rule a file; which code is which file stands in `newsclean.check.registry`."""
