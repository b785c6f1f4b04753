"""Workflows that were written with other tools, read as definitions."""
