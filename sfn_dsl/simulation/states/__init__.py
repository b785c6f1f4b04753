"""The eight kinds of states, each prepared once and run many times."""
