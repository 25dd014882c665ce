"""Run a mailbox in this process that speaks IMAP, politely or not."""

from __future__ import annotations

import asyncio
import re
import ssl
from base64 import b64decode
from dataclasses import dataclass, field

USER, PASSWORD = "lpse@contoh.go.id", 'pa"ss\\wörd'
_UIDS = re.compile(r"UID (\d+):\*")


@dataclass
class Stored:
    """A message in the mailbox."""

    content: bytes
    is_seen: bool = False


@dataclass
class ImapServer:
    """A mailbox; `answers` are its answers to a command in place of its own, and `heard` all commands.

    An answer is what is sent as it stands, before the connection is closed; None keeps silent for ever.
    Messages that are `unreadable` are refused one by one, as by a server that finds their file damaged.
    """

    tls: ssl.SSLContext
    can_plain: bool = True
    messages: dict[int, Stored] = field(default_factory=dict)
    answers: dict[str, bytes | None] = field(default_factory=dict)
    heard: list[str] = field(default_factory=list)
    validity: int = 7
    names_uid_last: bool = False
    unreadable: set[int] = field(default_factory=set)
    open_connections: int = 0

    def __post_init__(self) -> None:
        self._server: asyncio.Server | None = None
        self._port = 0

    async def open(self) -> str:
        """Listen, where it listened before if it did, and return the address for `BOUNCES_URL`."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self._port, ssl=self.tls)
        self._port = self._server.sockets[0].getsockname()[1]
        user, password = USER.replace("@", "%40"), "pa%22ss%5Cw%C3%B6rd"
        return f"imaps://{user}:{password}@127.0.0.1:{self._port}/INBOX"

    async def close(self) -> None:
        """Listen no more."""
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()

    def put(self, content: bytes) -> int:
        """Put a message into the mailbox and return its id."""
        uid = max(self.messages, default=0) + 1
        self.messages[uid] = Stored(content)
        return uid

    def seen(self) -> list[int]:
        """Return the messages that are marked as seen."""
        return [uid for uid, message in self.messages.items() if message.is_seen]

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.open_connections += 1
        try:
            await self._talk(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            """The client has gone."""
        finally:
            self.open_connections -= 1
            writer.close()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        auth = " AUTH=PLAIN" if self.can_plain else ""
        greeting = self.answers.get("greeting", b"* OK ready\r\n")
        if greeting is None:
            await reader.read()
            return
        writer.write(greeting)
        while line := await reader.readline():
            tag, command = line.decode().rstrip("\r\n").split(" ", 1)
            self.heard.append(command)
            verb = " ".join(command.split()[: 2 if command.startswith("UID") else 1])
            if verb in self.answers:
                answer = self.answers[verb]
                if answer is not None:
                    writer.write(answer.replace(b"TAG", tag.encode()))
                    await writer.drain()
                    continue
                await reader.read()
                return
            if verb == "AUTHENTICATE":
                writer.write(b"+ \r\n")
                given = b64decode(await reader.readline()).decode()
                good = given == f"\0{USER}\0{PASSWORD}"
            else:
                good = not (verb == "UID FETCH" and int(command.split()[2]) in self.unreadable)
            for one in self._answer(verb, command, auth):
                writer.write(one)
            writer.write(f"{tag} {'OK' if good else 'NO'} done with {USER}\r\n".encode())
            await writer.drain()
            if verb == "LOGOUT":
                return

    def _answer(self, verb: str, command: str, auth: str) -> list[bytes]:
        match verb:
            case "CAPABILITY":
                return [f"* CAPABILITY IMAP4rev1{auth}\r\n".encode()]
            case "SELECT":
                count = len(self.messages)
                return [f"* {count} EXISTS\r\n* OK [UIDVALIDITY {self.validity}] ids\r\n".encode()]
            case "UID SEARCH":
                found = _UIDS.search(command)
                first = int(found[1]) if found else 1
                # A range always has the last message.
                last = max(self.messages, default=0)
                asked = {uid for uid in self.messages if uid >= first or uid == last}
                unseen = sorted(uid for uid in asked if not self.messages[uid].is_seen)
                return [("* SEARCH" + "".join(f" {uid}" for uid in unseen) + "\r\n").encode()]
            case "UID FETCH":
                uid = int(command.split()[2])
                most = re.search(r"BODY\.PEEK\[\]<0\.(\d+)>", command)
                assert most, "a message is read in part, and not marked by that"
                if uid not in self.messages or uid in self.unreadable:
                    return []
                content = self.messages[uid].content[: int(most[1])]
                head = f"* {uid} FETCH (UID {uid} BODY[]<0> {{{len(content)}}}\r\n".encode()
                if self.names_uid_last:
                    head = f"* {uid} FETCH (BODY[]<0> {{{len(content)}}}\r\n".encode()
                    return [head, content, f" UID {uid})\r\n".encode()]
                return [head, content, b")\r\n"]
            case "UID STORE":
                uids, what = command.split(maxsplit=3)[2:]
                assert what == r"+FLAGS.SILENT (\Seen)", "nothing else is changed"
                for one in uids.split(","):
                    self.messages[int(one)].is_seen = True
        return []
