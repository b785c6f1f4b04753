"""What is known of data and variables at each state, on each route, before anything runs."""

from sfn_dsl.lint.dataflow.analysis import Entered, entered

__all__ = ["Entered", "entered"]
