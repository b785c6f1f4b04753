"""``python -m sfn_dsl`` is the ``sfn`` command."""

from sfn_dsl.cli.main import main

if __name__ == "__main__":
    main()
