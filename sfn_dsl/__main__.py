"""``python -m sfn_dsl`` is the ``sfn`` command."""

import gc
import sys

INTERRUPTED = 130


def main() -> None:
    """Load the command and run it; Ctrl-C ends it in silence while it is still loading, too."""
    # Half of the startup time goes into creating classes, none of which is ever garbage.
    gc.set_threshold(200_000, 20, 20)
    try:
        from sfn_dsl.cli.main import main as run

        run()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


if __name__ == "__main__":
    # Python puts the current folder there for -m, whose modules would hide those of libraries.
    if not sys.flags.safe_path:
        del sys.path[0]
    main()
