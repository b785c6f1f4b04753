"""Mutated definitions, and what must hold of each of them; see ``__main__.py``."""
