"""The events of an execution, as AWS's history has them (ASL reference, section 12)."""
