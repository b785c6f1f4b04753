"""Whether a role suffices for a definition, and what is missing or in excess."""
