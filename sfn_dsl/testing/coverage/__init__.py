"""Which parts of the workflows the tests of a project have reached."""

from sfn_dsl.testing.coverage.coverage import Coverage
from sfn_dsl.testing.coverage.reports import write_report
from sfn_dsl.testing.coverage.text import coverage_text

__all__ = ["Coverage", "coverage_text", "write_report"]
