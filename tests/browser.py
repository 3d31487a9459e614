"""A real Chromium without a window, watched: what it asks the network for and what it complains about."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pytest

if TYPE_CHECKING:
    from selenium.webdriver import Chrome
    from selenium.webdriver.remote.webelement import WebElement

T = TypeVar("T")

AXE = Path(__file__).parent / "axe" / "axe.min.js"
"""axe-core (MPL 2.0), which knows the rules of accessible pages."""

WIDE, PHONE = (1280, 900), (360, 740)

PATIENCE = 60.0
"""Seconds that a page may take on a busy machine."""


class Browser:
    """A tab of Chromium on one server."""

    def __init__(self, driver: Chrome, address: str) -> None:
        self.driver = driver
        self.address = address

    def open(self, path: str) -> None:
        """Go to a page; ends when it has loaded."""
        self.driver.get(self.address + path)

    def resize(self, size: tuple[int, int]) -> None:
        """Take the size of a screen, in CSS pixels; a narrow one is a phone's."""
        width, height = size
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)

    def dark(self, on: bool) -> None:
        """Be a browser whose reader likes dark pages, or not."""
        features = [{"name": "prefers-color-scheme", "value": "dark" if on else "light"}]
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})

    def find(self, selector: str) -> WebElement:
        """The first element of a CSS selector, waited for."""
        return self.wait(lambda: next(iter(self.all(selector)), None), selector)

    def all(self, selector: str) -> list[WebElement]:
        return list(self.driver.find_elements("css selector", selector))

    def link(self, text: str) -> WebElement:
        """The first link with this in its text."""
        return self.wait(lambda: next(iter(self.driver.find_elements("partial link text", text)), None), text)

    def reads(self, selector: str, text: str) -> bool:
        """Whether an element comes to have this text."""
        return self.wait(lambda: any(one.text == text for one in self.all(selector)), f"“{text}”")

    def run(self, script: str, *arguments: Any) -> Any:
        """What JavaScript gives back; a script may `await`."""
        wrapped = (
            "const given = [...arguments], done = given.pop();"
            f"(async (...args) => {{ {script} }})(...given).then(done, (error) => done({{ failed: String(error) }}));"
        )
        found = self.driver.execute_async_script(wrapped, *arguments)
        assert not (isinstance(found, dict) and "failed" in found), found
        return found

    def wait(self, look: Callable[[], T | None], what: str) -> T:
        """What a look gives, once it gives something."""
        from selenium.common.exceptions import StaleElementReferenceException  # not everybody has it

        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            with suppress(StaleElementReferenceException):  # the page went while it was looked at
                if found := look():
                    return found
            time.sleep(0.05)
        raise AssertionError(f"{what} did not come within {PATIENCE:g} seconds on {self.driver.current_url}")

    def complaints(self) -> list[str]:
        """What stands on the browser's console since the last look."""
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def requests(self) -> list[str]:
        """Addresses that were asked for since the last look."""
        events = (json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance"))
        return [event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"]

    def problems(self) -> list[str]:
        """What keeps people out of this page, by the rules of WCAG 2.2 A and AA.

        CodeMirror's scrolling box takes no focus itself: the text field in it does, and scrolls it by keyboard.
        """
        self.driver.execute_script(AXE.read_text("utf-8"))
        tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
        found = self.run(
            "return (await axe.run({ exclude: [['.CodeMirror-scroll']] }, { runOnly: args[0] })).violations"
            ".map((one) => `${one.id}: ${one.help}: ${one.nodes.map((node) => node.html).slice(0, 3).join(' | ')}`)",
            tags,
        )
        assert isinstance(found, list)
        return found


@contextmanager
def browsing(address: str) -> Iterator[Browser]:
    """A browser on a server; skips where Chromium, its driver or selenium is not installed."""
    selenium = pytest.importorskip("selenium.webdriver", reason="selenium is not installed (extra `dev`)")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    driver = shutil.which("chromedriver")
    if not chromium or not driver:
        pytest.skip("Chromium and chromedriver are not installed (Debian: chromium, chromium-driver)")
    options = selenium.ChromeOptions()
    options.binary_location = chromium
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--lang=en"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    opened = selenium.Chrome(options=options, service=selenium.ChromeService(driver))  # told where, it fetches none
    try:
        opened.set_script_timeout(PATIENCE)
        opened.set_page_load_timeout(PATIENCE)
        opened.execute_cdp_cmd("Browser.grantPermissions", {"permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]})
        yield Browser(opened, address)
    finally:
        opened.quit()
