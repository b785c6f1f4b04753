"""Write, review, validate, compare and deploy AWS Step Functions workflows in Python.

The public names are listed in ``__init__.pyi``. Each is loaded when it is first used, so that a
workflow's file costs no more than the names it imports, and none of boto3, jsonschema or click.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
