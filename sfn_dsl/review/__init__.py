"""Everything that reviewers ask of a workflow, as one comment in Markdown or one page in HTML."""
