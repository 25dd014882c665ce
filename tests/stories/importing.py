"""Give an administrator files of accounts, and let them import these in the chat."""

from __future__ import annotations

from collections.abc import Callable

from tests.stories.actor import Actor

HEADING = "email,name,phone,office,role,lpse_id,directorate"
Gives = Callable[[str, str | bytes], None]


async def imports(administrator: Actor, name: str) -> None:
    """Send a file to “Impor Akun” and confirm."""
    await administrator.types("/start")
    await administrator.taps("Akun")
    await administrator.taps("Impor Akun")
    await administrator.sees("email,name,phone,office,role,lpse_id,directorate")
    await administrator.sends(name)
    await administrator.sees("Impor akun dari berkas ini?", name)
    await administrator.taps("Ya")
