"""Tell programs by their names and by their first bytes."""

from __future__ import annotations

from core.input.characters import plain

# Bytes of a file that tell a program; the header of a Windows program begins within them.
HEAD = 4096

# Endings of files that Windows, macOS or Android run when somebody opens them.
_ENDINGS = frozenset(
    (
        *("exe", "com", "scr", "pif", "cpl", "dll", "msi", "msp", "lnk", "scf", "reg", "jar", "apk", "app"),
        *("bat", "cmd", "ps1", "psm1", "vbs", "vbe", "js", "jse", "wsf", "wsh", "hta", "sh", "chm", "gadget"),
    )
)
_HEADS = (
    b"\x7fELF",
    # Mach-O in both orders of bytes, and for several processors (not Java's classes, which begin alike).
    *(b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"\xfe\xed\xfa\xcf", b"\xfe\xed\xfa\xce"),
    # A shortcut of Windows.
    b"L\x00\x00\x00\x01\x14\x02\x00\x00\x00\x00\x00\xc0\x00\x00\x00",
)
_WINDOWS_AT = 0x3C
# Characters of a name; its ending is at its end.
_LONGEST_NAME = 300


def is_program_name(name: str) -> bool:
    """Return whether a file of this name is run when it is opened.

    Only the last ending counts ("faktur.pdf.exe" is a program), as Windows reads it: without blanks and dots
    behind it, and without characters that nobody sees or that turn the line.
    """
    stem, dot, ending = plain(name[-_LONGEST_NAME:]).rstrip(" .\x00").rpartition(".")
    return bool(dot) and bool(stem) and ending.strip().casefold() in _ENDINGS


def is_program(head: bytes) -> bool:
    """Return whether a file that begins with `head` is a program, whatever it is called."""
    if head.startswith(_HEADS):
        return True
    if not head.startswith(b"MZ") or len(head) < _WINDOWS_AT + 4:
        return False
    header = int.from_bytes(head[_WINDOWS_AT : _WINDOWS_AT + 4], "little")
    return head[header : header + 4] == b"PE\0\0" or head[header : header + 2] in (b"NE", b"LE")
