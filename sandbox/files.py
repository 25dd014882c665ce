"""Files that were sent: kept once, found by any of their ids."""

import base64
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path, PurePath

from .errors import Json
from .formats import dimensions, picture_type
from .keeping import Keeping

TOTAL_LIMIT = 1024 * 1024 * 1024
SIZES = (("s", 90), ("m", 320), ("x", 800), ("y", 1280))
# By kind: how the ids of its files begin.
KINDS = {"document": "BQAC", "photo": "AgAC", "sticker": "CAAC", "video": "BAAC"}
STICKER_SIZE = 512


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
    duration: int = 0
    emoji: str = ""

    @property
    def path(self) -> str:
        """Return the path below /file/bot<token>/."""
        suffix = PurePath(self.name).suffix or (".jpg" if self.kind == "photo" else "")
        return f"{self.kind}s/file_{self.number}{suffix}"

    def as_size(self) -> Json:
        """Return the file as the Bot API's PhotoSize."""
        return {**self._ids(), "width": self.width, "height": self.height}

    def as_document(self) -> Json:
        """Return the file as the Bot API's Document."""
        return {"file_name": self.name, "mime_type": self.mime, **self._ids()}

    def as_video(self) -> Json:
        """Return the file as the Bot API's Video."""
        shown = {"width": self.width, "height": self.height, "duration": self.duration}
        return {"file_name": self.name, "mime_type": self.mime, **self._ids(), **shown}

    def as_sticker(self) -> Json:
        """Return the file as the Bot API's Sticker."""
        shown: Json = {
            "type": "regular",
            "width": self.width,
            "height": self.height,
            "is_animated": self.mime == "application/x-tgsticker",
            "is_video": self.mime == "video/webm",
        }
        return {**self._ids(), **shown, **({"emoji": self.emoji} if self.emoji else {})}

    def _ids(self) -> Json:
        return {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": self.size}


class Files:
    """All files of this Telegram; past the total limit the oldest bytes are dropped."""

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
        """Keep a document and return the Bot API's Document."""
        return self._add("document", self._store(data), len(data), name, mime).as_document()

    def video(self, data: bytes, name: str, width: int, height: int, duration: int) -> Json:
        """Keep a video and return the Bot API's Video; sizes in pixels, the duration in seconds."""
        stored = self._add(
            "video", self._store(data), len(data), name, "video/mp4", width, height, duration=duration
        )
        return stored.as_video()

    def sticker(self, data: bytes, name: str, mime: str, emoji: str) -> Json:
        """Keep a sticker and return the Bot API's Sticker."""
        size = (STICKER_SIZE, STICKER_SIZE)
        stored = self._add("sticker", self._store(data), len(data), name, mime, *size, emoji=emoji)
        return stored.as_sticker()

    def photo(self, data: bytes, name: str) -> list[Json]:
        """Keep a photo and return its sizes, smallest first. The bytes are the same in every size."""
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
        """Return all sizes of the photo to which this size belongs."""
        return [size.as_size() for size in self._by_blob[photo.blob]]

    def find(self, file_id: str) -> StoredFile | None:
        """Return the file with that id."""
        return self._files.get(file_id)

    def at(self, path: str) -> StoredFile | None:
        """Return the file at a path that getFile gave."""
        return self._paths.get(path)

    def read(self, file: StoredFile) -> bytes | None:
        """Return the bytes; None when they were dropped."""
        if self._keeping.folder is None:
            return self._bytes.get(file.blob)
        path = self._keeping.folder / "files" / file.blob
        return path.read_bytes() if path.exists() else None

    def on_disk(self, file: StoredFile) -> Path | None:
        """Return the absolute path of the bytes on this machine; None when they are not there."""
        if self._keeping.folder is None:
            return None
        path = (self._keeping.folder / "files" / file.blob).absolute()
        return path if path.exists() else None

    def _add(
        self,
        kind: str,
        blob: str,
        size: int,
        name: str,
        mime: str,
        width: int = 0,
        height: int = 0,
        duration: int = 0,
        emoji: str = "",
    ) -> StoredFile:
        file_id = KINDS[kind] + base64.urlsafe_b64encode(secrets.token_bytes(39)).decode()
        unique_id = base64.urlsafe_b64encode(secrets.token_bytes(10)).decode().rstrip("=")
        number = len(self._files)
        stored = StoredFile(
            number, kind, file_id, unique_id, blob, size, name, mime, width, height, duration, emoji
        )
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
