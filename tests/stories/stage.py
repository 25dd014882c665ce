"""The stage of a story: a Telegram, a mail server, a settable clock, and the bot between them, all real."""

from __future__ import annotations

import asyncio
import shutil
import socket
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import structlog
from sqlalchemy import Connection, func, select
from structlog.testing import LogCapture

from bot.cast import CAST, SIDOARJO, Player, prepare
from bot.master_data import fill_in_lpses
from bot.running import run_until_stopped
from bot.settings import Settings
from bot.webhook import serve
from bot.wiring import App, create_app, create_database
from core.people import Assignment, Person
from core.roles import Role
from sandbox import Persona, Sandbox
from storage import tables
from storage.unit import Shelf, SqlUnit
from tests.stories.actor import PATIENCE, Actor
from tests.stories.postman import Postman

T = TypeVar("T")

TOKEN = "123456:sandbox"
# Refusals that belong to the way in which screens are edited, and harm nobody.
TOLERATED = ("message is not modified",)
