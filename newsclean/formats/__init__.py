"""How documents are written: one format a file, each a function from documents to text."""
