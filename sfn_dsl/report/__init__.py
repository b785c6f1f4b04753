"""Findings for people and machines: excerpts, annotations, SARIF, and what each code means."""
