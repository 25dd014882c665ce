"""The command line: `python -m bot COMMAND`."""

from __future__ import annotations

from bot.command_line import app

if __name__ == "__main__":
    app(prog_name="python -m bot")
