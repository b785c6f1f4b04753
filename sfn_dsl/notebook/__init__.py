"""What notebooks display of workflows and of the results of tools.

`sfn_dsl._notebook_display` imports it by its name.
"""

from sfn_dsl.notebook.errors import error_lines
from sfn_dsl.notebook.mime_bundle import bundle, one_form

__all__ = ["bundle", "error_lines", "one_form"]
