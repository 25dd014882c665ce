"""The command line from a checkout, `python -m bot COMMAND`; installed it is `lpse-support COMMAND`."""

from __future__ import annotations

from bot.command_line import main

if __name__ == "__main__":
    main("python -m bot")
