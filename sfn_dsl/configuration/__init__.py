"""What a project sets in ``[tool.sfn_dsl]`` of its pyproject.toml.

The file is found from the folder of a source upwards (`document`). It says which findings are
reported (`findings`), where workflows are deployed (`targets`), and which Python files are run for
their workflows (`workflows`).
"""
