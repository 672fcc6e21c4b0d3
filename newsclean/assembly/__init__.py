"""Putting a page together (组版, backwards): which paragraphs make an article, and which head is whose."""
