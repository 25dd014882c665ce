"""Run campaigns from the shell; processes that are forked from here import nothing of it."""

import sys

if __name__ == "__main__":
    from tests.torture.command_line import main

    sys.exit(main())
