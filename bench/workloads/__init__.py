"""What is run to measure: machines of known sizes, and the public definitions."""
