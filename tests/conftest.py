"""What every test may rely on: a browser that is there, or a failure that says it is not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from tests import browser as browsers

# A busy machine takes its time; how long something takes is measured by the benches.
settings.register_profile("patient", parent=settings.default, deadline=None)
settings.load_profile("patient")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A headless Chromium, Chrome or Edge.

    Fails without one: a page that nobody looked at is not a tested page. One per module, because
    while it is open its event loop is the thread's own and other tests could not run theirs.
    """
    path = browsers.find()
    if path is None:
        pytest.fail(browsers.MISSING, pytrace=False)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=browsers.arguments())
        yield opened
        opened.close()
