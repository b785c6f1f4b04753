"""What a project asks for in ``[tool.sfn_dsl]`` of its pyproject.toml.

A file is found from the folder of a source upwards. Of findings it says which are wanted
(`findings`), of targets where workflows are deployed (`targets`).
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

__all__ = [
    "Configuration",
    "Environment",
    "Ignore",
    "configuration_file",
    "load_configuration",
    "load_environment",
    "read_configuration",
    "read_environment",
    "shown",
    "state_of",
]
