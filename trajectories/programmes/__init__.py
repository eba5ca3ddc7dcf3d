"""Programmes as data: read, checked, written. See ``plan`` for the shape and ``shipped`` for our own."""
