"""Make folders that nobody but the bot's own account may look into."""

from __future__ import annotations

import os
from pathlib import Path

# Owner alone: what people wrote, and what opens their accounts, is kept in these.
FOLDER_MODE = 0o700
UMASK = 0o077


def make_private_folder(folder: Path) -> None:
    """Make a folder, and those above it that are missing, for the owner alone, whatever the umask is.

    Leave one that is there as it is.
    """
    for missing in (*reversed(folder.parents), folder):
        if not missing.is_dir():
            missing.mkdir(FOLDER_MODE, exist_ok=True)


def keep_new_files_private() -> None:
    """Let every file and folder that this process makes from now on be the owner's alone."""
    os.umask(UMASK)
