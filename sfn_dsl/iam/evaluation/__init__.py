"""Whether policy documents allow a call, by IAM's own rules."""
