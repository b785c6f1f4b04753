"""Whether policy documents allow a request, by IAM's evaluation logic."""
