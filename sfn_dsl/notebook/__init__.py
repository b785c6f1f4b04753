"""What notebooks show of workflows and of what the tools give: `sfn_dsl._displayed` asks for it."""

from sfn_dsl.notebook.errors import error_lines
from sfn_dsl.notebook.forms import bundle

__all__ = ["bundle", "error_lines"]
