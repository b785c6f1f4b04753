"""What a definition requires of the role it runs with."""
