"""The version of the package, read by the build and by `sfn --version`, and how to install it."""

__version__ = "0.1.0"


def how_to_install(extra: str) -> str:
    """What to run to install the package, which is on no package index, with an extra."""
    wheel = f"sfn_dsl-{__version__}-py3-none-any.whl"
    return (
        f"run pip install '.[{extra}]' in a checkout of sfn_dsl, or pip install '{wheel}[{extra}]'"
    )
