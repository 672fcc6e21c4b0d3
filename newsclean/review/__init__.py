"""The review page: one HTML file that shows a dump beside its articles and takes corrections."""
