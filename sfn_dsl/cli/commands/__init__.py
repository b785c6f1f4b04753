"""The commands of `sfn`, one a file."""
