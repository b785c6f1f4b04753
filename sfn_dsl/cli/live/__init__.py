"""What a terminal shows while a command runs: lines that are drawn again."""
