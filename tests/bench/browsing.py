"""The browser of the benches, and how a page is asked what it measured itself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Error, Page, sync_playwright

from tests import browser as browsers
from tests.bench.bare import BUTTON, LABEL

HERE = Path(__file__).parent
PROBE = HERE.joinpath("probe.js").read_text("utf-8")
MOMENTS = HERE.joinpath("moments.js").read_text("utf-8")
# Bare Voila asks the web for two stylesheets. Refusing that at once is the best case for it: on a
# network that swallows packets its page stays white for as long as the browser is willing to wait.
NO_WEB = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1"
BARE_CLICK = {"button": BUTTON, "effect": LABEL, "before": "0", "click": True}


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser that is already running when the clock starts."""
    path = browsers.find()
    if path is None:
        raise SystemExit(browsers.MISSING)
    with sync_playwright() as playwright:
        arguments = [*browsers.arguments(), NO_WEB]
        opened = playwright.chromium.launch(executable_path=path, args=arguments)
        try:
            yield opened
        finally:
            opened.close()


@contextmanager
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Windows that share cookies and cache, at the size of a small laptop."""
    made = browser.new_context(viewport={"width": 1366, "height": 768})
    made.set_default_timeout(60_000)
    try:
        yield made
    finally:
        with suppress(Error):
            made.close()


def probed(where: BrowserContext, **given: object) -> Page:
    """A new page that tries a button and records when that has an effect; see probe.js."""
    page = where.new_page()
    page.add_init_script(f"({PROBE})({json.dumps(given)})")
    return page


def told(page: Page) -> dict:
    """What the page recorded, in ms: `button` and `effect` since F5, `wall` since 1970."""
    return page.evaluate("() => window.bench.told")


def reload(page: Page) -> dict:
    """F5, and what the page recorded."""
    page.reload(wait_until="commit")
    return told(page)


def watch(page: Page, selector: str) -> None:
    """Let a page record when this part of it changes; see moments.js."""
    page.evaluate(MOMENTS, selector)


def saying(selector: str, words: str) -> str:
    """The selector of a part that says exactly this."""
    return f"{selector}:text-is({json.dumps(words, ensure_ascii=False)})"
