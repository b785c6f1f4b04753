"""Why AWS refused a call, and what to change."""
