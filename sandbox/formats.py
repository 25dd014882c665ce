"""Formats of pictures, videos and stickers, told by the first bytes of a file."""

import struct


def sticker_type(data: bytes) -> str | None:
    """Return the media type of a file that Telegram takes as a sticker; None for all others."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    if data.startswith(b"\x1f\x8b"):
        return "application/x-tgsticker"
    if data.startswith(b"\x1a\x45\xdf\xa3"):
        return "video/webm"
    return None


def is_video(data: bytes) -> bool:
    """Return True for an MPEG-4 file; anything else that is sent as a video arrives as a document."""
    return data[4:8] == b"ftyp"


def picture_type(data: bytes) -> str | None:
    """Return the media type of a picture that Telegram takes as a photo; None for all others."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if data.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if data[:6] in (b"GIF87a", b"GIF89a"):
        return "image/gif"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return None


def dimensions(data: bytes) -> tuple[int, int] | None:
    """Return width and height of a picture in pixels, where its header tells."""
    match picture_type(data):
        case "image/png" if len(data) >= 24:
            width, height = struct.unpack(">II", data[16:24])
        case "image/gif" if len(data) >= 10:
            width, height = struct.unpack("<HH", data[6:10])
        case "image/jpeg":
            return _jpeg_dimensions(data)
        case _:
            return None
    return (width, height) if width and height else None


def _jpeg_dimensions(data: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return (width, height) if width and height else None
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return None
