"""Files that were sent: kept once, found by any of their ids."""

import base64
import secrets
import struct
from dataclasses import asdict, dataclass
from pathlib import Path, PurePath

from .errors import Json
from .keeping import Keeping

TOTAL_LIMIT = 1024 * 1024 * 1024
SIZES = (("s", 90), ("m", 320), ("x", 800), ("y", 1280))
KINDS = {"document": "BQAC", "photo": "AgAC"}


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One file, or one size of a photo; sizes of a photo share their bytes."""

    number: int
    kind: str
    file_id: str
    unique_id: str
    blob: str
    size: int
    name: str
    mime: str
    width: int = 0
    height: int = 0

    @property
    def path(self) -> str:
        """Where /file/bot<token>/ has it."""
        suffix = PurePath(self.name).suffix or (".jpg" if self.kind == "photo" else "")
        return f"{self.kind}s/file_{self.number}{suffix}"

    def as_size(self) -> Json:
        """The file as the Bot API's PhotoSize."""
        return {
            "file_id": self.file_id,
            "file_unique_id": self.unique_id,
            "file_size": self.size,
            "width": self.width,
            "height": self.height,
        }

    def as_document(self) -> Json:
        """The file as the Bot API's Document."""
        return {
            "file_name": self.name,
            "mime_type": self.mime,
            "file_id": self.file_id,
            "file_unique_id": self.unique_id,
            "file_size": self.size,
        }


class Files:
    """All files of this Telegram; past the total limit the oldest bytes are let go."""

    def __init__(self, keeping: Keeping) -> None:
        self._keeping = keeping
        self._bytes: dict[str, bytes] = {}
        self._sizes: dict[str, int] = {}
        self._files: dict[str, StoredFile] = {}
        self._paths: dict[str, StoredFile] = {}
        self._by_blob: dict[str, list[StoredFile]] = {}
        self._total = 0
        for _, tree in keeping.every("file"):
            stored = StoredFile(**tree)
            self._remember(stored)
            self._count(stored.blob, stored.size)

    def document(self, data: bytes, name: str, mime: str) -> Json:
        """Keeps a document and returns the Bot API's Document."""
        return self._add("document", self._store(data), len(data), name, mime).as_document()

    def photo(self, data: bytes, name: str) -> list[Json]:
        """Keeps a photo and returns its sizes, smallest first. The bytes are the same in every size."""
        width, height = dimensions(data) or (1280, 960)
        blob = self._store(data)
        mime = picture_type(data) or "image/jpeg"
        sizes: list[Json] = []
        for _, edge in SIZES:
            scale = min(1.0, edge / max(width, height))
            shown = max(1, round(width * scale)), max(1, round(height * scale))
            stored = self._add("photo", blob, len(data), name, mime, *shown)
            sizes.append(stored.as_size())
            if scale == 1.0:
                break
        return sizes

    def sizes_of(self, photo: StoredFile) -> list[Json]:
        """All sizes of the photo to which this size belongs."""
        return [size.as_size() for size in self._by_blob[photo.blob]]

    def find(self, file_id: str) -> StoredFile | None:
        """The file with that id."""
        return self._files.get(file_id)

    def at(self, path: str) -> StoredFile | None:
        """The file at a path that getFile gave."""
        return self._paths.get(path)

    def read(self, file: StoredFile) -> bytes | None:
        """The bytes; None when they were let go."""
        if self._keeping.folder is None:
            return self._bytes.get(file.blob)
        path = self._keeping.folder / "files" / file.blob
        return path.read_bytes() if path.exists() else None

    def on_disk(self, file: StoredFile) -> Path | None:
        """Where the bytes are on this machine, from the root; None when they were let go, or never were."""
        if self._keeping.folder is None:
            return None
        path = (self._keeping.folder / "files" / file.blob).absolute()
        return path if path.exists() else None

    def _add(
        self, kind: str, blob: str, size: int, name: str, mime: str, width: int = 0, height: int = 0
    ) -> StoredFile:
        file_id = KINDS[kind] + base64.urlsafe_b64encode(secrets.token_bytes(39)).decode()
        unique_id = base64.urlsafe_b64encode(secrets.token_bytes(10)).decode().rstrip("=")
        number = len(self._files)
        stored = StoredFile(number, kind, file_id, unique_id, blob, size, name, mime, width, height)
        self._keeping.put("file", number, asdict(stored))
        self._remember(stored)
        return stored

    def _remember(self, stored: StoredFile) -> None:
        self._files[stored.file_id] = stored
        self._paths[stored.path] = stored
        self._by_blob.setdefault(stored.blob, []).append(stored)

    def _store(self, data: bytes) -> str:
        blob = secrets.token_hex(12)
        if self._keeping.folder is None:
            self._bytes[blob] = data
        else:
            folder = self._keeping.folder / "files"
            folder.mkdir(exist_ok=True)
            (folder / blob).write_bytes(data)
        self._count(blob, len(data))
        while self._total > TOTAL_LIMIT:
            oldest = next(iter(self._sizes))
            self._total -= self._sizes.pop(oldest)
            self._bytes.pop(oldest, None)
            if self._keeping.folder is not None:
                (self._keeping.folder / "files" / oldest).unlink(missing_ok=True)
        return blob

    def _count(self, blob: str, size: int) -> None:
        if blob not in self._sizes:
            self._sizes[blob] = size
            self._total += size


def picture_type(data: bytes) -> str | None:
    """The media type of a picture that Telegram takes as a photo, told by its first bytes."""
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
    """Width and height of a picture in pixels, where its header tells."""
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
