"""Time sfnx's local runner: standard input holds a machine, its input and a number of rounds.

Prints the seconds of the fastest round, and how many states it entered. What sfnx checks of a
definition before it runs it is left out, as others prepare a definition once.
"""

import json
import sys
from time import process_time

from sfnx import testing

case = json.load(sys.stdin)
testing.run(case["machine"], case["input"])  # with its checks: the machine is one it can run
testing.check = lambda definition: None
times = []
for _ in range(case["rounds"]):
    before = process_time()
    run = testing.run(case["machine"], case["input"])
    times.append(process_time() - before)
print(json.dumps([min(times), len(run.states)]))
