"""Bytes in and out: reading inputs, decoding, writing files whole or not at all."""
