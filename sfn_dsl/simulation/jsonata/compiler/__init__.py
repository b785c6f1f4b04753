"""The parser's tree as Python functions, a file for each kind of node."""
