"""Measures of lines and columns, taken once and shared by the stages."""
