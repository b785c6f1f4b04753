"""Plans, releases and drift as text and as JSON."""
