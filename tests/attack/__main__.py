"""Run attacks from the shell."""

import sys

if __name__ == "__main__":
    from tests.attack.command_line import main

    sys.exit(main())
