"""``python -m sfn_dsl`` is the ``sfn`` command."""

import sys

INTERRUPTED = 130


def main() -> None:
    """Load the command and run it; Ctrl-C ends it in silence while it is still loading, too."""
    try:
        from sfn_dsl.cli.main import main as run

        run()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


if __name__ == "__main__":
    main()
