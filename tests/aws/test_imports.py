"""What loading this layer costs."""

from __future__ import annotations

import pkgutil
import subprocess
import sys

import sfn_dsl.aws


def test_boto3_is_loaded_by_one_module_alone() -> None:
    modules = [module.name for module in pkgutil.iter_modules(sfn_dsl.aws.__path__)]
    assert "boto" in modules
    code = f"""
import importlib, sys
for name in {sorted(set(modules) - {"boto"})}:
    importlib.import_module("sfn_dsl.aws." + name)
print(sorted({{"boto3", "botocore", "jsonschema", "click"}} & sys.modules.keys()))
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout == "[]\n"
