"""Reading YAML: what JSON can say of it, with the place of every part."""
