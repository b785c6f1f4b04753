"""Lambda functions of the embedded AWS: each invocation is a child process."""
