"""What an author writes: states, handlers, machines and workflows, as frozen values."""
