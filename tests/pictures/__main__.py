"""Take the pictures of the README in a phone-sized browser on the sandbox's page: `make pictures`."""

from __future__ import annotations

import asyncio
import shutil
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.async_api import Browser, ViewportSize, async_playwright

from tests.laws.source_tree import ROOT
from tests.pictures.scenes import Scene, StillClock, play
from tests.stories.stage import Stage, furnish

FOLDER = ROOT / "docs" / "pictures"
PHONE = ViewportSize(width=390, height=844)
# Hides the date that floats over a chat, which in Telegram fades when nobody scrolls.
HIDE = "days => days.forEach(day => { day.style.visibility = 'hidden'; })"


async def main() -> None:
    """Play the story once and write one PNG for each of its scenes."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("The pictures are taken with Chromium, and there is none here.")
    with tempfile.TemporaryDirectory() as folder:
        furnished = Path(folder) / "furnished.sqlite3"
        await furnish(f"sqlite:///{furnished}")
        stage = Stage(Path(folder), furnished)
        stage.clock = StillClock()
        await stage.open()
        try:
            async with async_playwright() as playwright:
                browser = await playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
                FOLDER.mkdir(exist_ok=True)
                async for scene in play(stage):
                    await stage.all_is_quiet()
                    await take(browser, stage, scene, FOLDER / f"{scene.name}.png")
        finally:
            await stage.close()


async def take(browser: Browser, stage: Stage, scene: Scene, path: Path) -> None:
    """Open the page at the scene's moment, in Surabaya, and photograph the person's chat."""
    context = await browser.new_context(
        viewport=PHONE,
        is_mobile=True,
        has_touch=True,
        locale="id-ID",
        timezone_id="Asia/Jakarta",
        reduced_motion="reduce",
    )
    # Unread messages would have a line above them, and the chat would be scrolled there and not to its end.
    for chat in stage.box.world.chats.values():
        chat.unread_in.clear()
    page = await context.new_page()
    await page.clock.set_fixed_time(stage.clock())
    await page.goto(stage.box.url)
    await page.locator(f'.person[data-persona="{scene.telegram_id}"]').click()
    if scene.photo:
        await page.locator(".chat .photo").first.click()
    await page.wait_for_load_state("networkidle")
    await page.locator(".day").evaluate_all(HIDE)
    await page.screenshot(path=path, animations="disabled")
    await context.close()
    shrink(path)


def shrink(path: Path) -> None:
    """Reduce a PNG file to 256 colours: a third of its size, with no visible difference."""
    with Image.open(path) as picture:
        few = picture.convert("RGB").quantize(256, method=Image.Quantize.MEDIANCUT, kmeans=1)
    few.save(path, optimize=True)


if __name__ == "__main__":
    asyncio.run(main())
