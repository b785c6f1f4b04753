"""What a project asks for in ``[tool.sfn_dsl]`` of its pyproject.toml.

A file is found from the folder of a source upwards. Of findings it says which are wanted
(`findings`), of targets where workflows are deployed (`targets`), of Python files which are run for
their workflows (`workflows`).
"""

from sfn_dsl.configuration.document import configuration_file, shown
from sfn_dsl.configuration.findings import (
    Configuration,
    Ignore,
    load_configuration,
    read_configuration,
    state_of,
)
from sfn_dsl.configuration.targets import Environment, load_environment, read_environment
from sfn_dsl.configuration.workflows import listed_workflows

__all__ = [
    "Configuration",
    "Environment",
    "Ignore",
    "configuration_file",
    "listed_workflows",
    "load_configuration",
    "load_environment",
    "read_configuration",
    "read_environment",
    "shown",
    "state_of",
]
