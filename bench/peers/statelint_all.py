"""Validates each file named on standard input with statelint; prints as asl_validator.js does.

Runs in statelint's own environment, so it imports nothing else.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from time import process_time

from statelint.linter import Linter


def flags(text: str) -> bool:
    try:
        return bool(Linter.validate(json.loads(text)))
    except Exception:
        return True


results = []
for file in sys.stdin.read().split("\n"):
    if file:
        text, times, flagged = Path(file).read_text(encoding="utf-8"), [], False
        for _ in range(int(sys.argv[1])):
            before = process_time()
            flagged = flags(text)
            times.append((process_time() - before) * 1e3)
        results.append({"file": file, "flagged": flagged, "times": times})
print(json.dumps(results))
