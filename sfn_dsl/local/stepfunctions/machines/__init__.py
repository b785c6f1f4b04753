"""State machines of the local AWS: themselves, their versions, aliases and tags."""
