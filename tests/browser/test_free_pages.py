"""Our own scripts work whatever the text of a page has in it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Route

from tests.browser.conftest import Visit
from tests.conftest import Built

pytestmark = pytest.mark.site

TEXTS = {
    "our ids": '<p id="_words">x</p><p id="_script-data">{</p><dialog id="_search">x</dialog>',
    "data with our ids": '<script type="application/json" id="_words">{</script>',
    "a comment without end": "<!-- x",
    "a field without end": "<textarea>",
    "ends of ours": "</div></div></main></body></html>",
}


@pytest.mark.parametrize("name", TEXTS)
def test_our_scripts_find_their_data(name: str, twelfth: Built, visit: Callable[..., Visit]) -> None:
    """Times can be switched to the reader's own, and the search opens; a build would tell such a text, and the scripts do not rely on it."""

    def planted(route: Route) -> None:
        response = route.fetch()
        text, count = re.subn('<div class="text">', lambda found: found[0] + TEXTS[name], response.text(), count=1)
        assert count == 1
        route.fulfill(response=response, body=text)

    reader = visit(twelfth)
    reader.page.route("**/take-part/", planted)
    page = reader.open("take-part/")
    page.locator("[data-search]").first.click()
    page.locator("#_query").first.fill("agenda")
    page.locator(".results a").first.wait_for()
    assert reader.wrong == []
