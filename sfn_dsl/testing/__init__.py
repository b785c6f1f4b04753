"""Testing a workflow here: simulated executions, answers for tasks, and coverage.

The public names are listed in ``__init__.pyi``; each is loaded when it is first used, because a
test pays for what it imports each time it runs.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
