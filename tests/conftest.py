"""A real browser for the tests of the review page; property tests that do not fail for being slow."""

from __future__ import annotations

import importlib.util
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

settings.register_profile("newsclean", deadline=None)  # a machine that others use too is slow at times
settings.load_profile("newsclean")
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # what a shell put in the background ignores interrupts, and so would the commands that are interrupted here
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Nothing is kept in, or taken from, the cache of whoever runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NEWSCLEAN_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        yield


NAMES = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    if importlib.util.find_spec("playwright") is None:
        pytest.skip("no Playwright here: pip install -e '.[browser]'")
    program = next((found for name in NAMES if (found := shutil.which(name))), None)
    if program is None:
        pytest.skip("no Chromium here: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def opened(browser: Any) -> Iterator[Callable[..., Any]]:
    """Opens a file; afterwards no script may have failed, no dialog come up, nothing been asked of a network."""
    troubles: list[str] = []
    pages = []

    def open_file(path: Path, **context: Any) -> Any:
        page = browser.new_page(**({"viewport": {"width": 1400, "height": 900}} | context))
        pages.append(page)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda message: troubles.append(message.text))
        page.on("dialog", lambda dialog: (troubles.append(dialog.message), dialog.dismiss()))
        page.on(
            "request",
            lambda request: (
                None if request.url.startswith(("file:", "blob:")) else troubles.append(request.url)
            ),
        )
        page.goto(path.as_uri())
        return page

    yield open_file
    for page in pages:
        page.close()
    assert troubles == []
