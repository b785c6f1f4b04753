"""The facts of the States Language, each written once as a table."""
