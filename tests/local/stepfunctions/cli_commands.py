"""Runs commands of the AWS CLI, which takes seconds to load, one after another in one process.

A line of the input is a command, a JSON list of its arguments; a line of the output is a JSON list
of its exit code, its output and what it says of errors.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys

from awscli.clidriver import create_clidriver  # only the CLI's own environment has it

for line in sys.stdin:
    output, error = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(output), contextlib.redirect_stderr(error):
        status = create_clidriver().main(json.loads(line))
    sys.stdout.write(json.dumps([status, output.getvalue(), error.getvalue()]) + "\n")
    sys.stdout.flush()
