"""Answers from files (see `engine`)."""

from sfn_dsl.answers.files.mock_config import mock_config
from sfn_dsl.answers.files.tasks_file import read_tasks

__all__ = ["mock_config", "read_tasks"]
