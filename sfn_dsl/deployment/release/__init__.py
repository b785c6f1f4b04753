"""Versions and aliases: publishing, shifting traffic, rolling back and pruning."""
