"""Answers that are written in files: AWS's MockConfigFile.json, and the tasks file."""
