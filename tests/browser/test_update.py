"""A page that lies open while the session is on, and a newer version that is published meanwhile."""

from __future__ import annotations

from collections.abc import Callable

HEAD = "title: {en: Voices, ar: أصوات}\norganizer: {name: Institute}\ndates: {start: 2026-10-24, end: 2026-10-25}\nzone: Europe/Zurich\nhours: {start: 09:00, end: 17:00}\n"
LIVE, BEFORE = "2026-10-24T10:00:00Z", "2026-10-20T10:00:00Z"


def test_an_open_page_says_that_there_is_a_newer_one(small: Callable, visit: Callable) -> None:
    """Once the version is another one, in the page's language; the page is loaded anew when the reader wants it, and not before."""
    site = small(HEAD, ("en", "ar"), own=True)
    reader = visit(site, now=LIVE)
    page = reader.open("ar/", idle=True)
    notice = page.locator(".toast")
    reader.at(LIVE)
    page.wait_for_load_state("networkidle")
    assert notice.inner_text() == ""
    (site.folder / "version.txt").write_text("another", encoding="utf-8")
    first = site.folder / "ar/index.html"
    first.write_text(first.read_text(encoding="utf-8").replace("</h1>", "!</h1>"), encoding="utf-8")
    reader.at(LIVE)
    notice.get_by_role("button", name="عرضها").wait_for()
    assert notice.inner_text().startswith("توجد نسخة أحدث من هذه الصفحة.") and not page.locator("h1").inner_text().endswith("!")
    notice.get_by_role("button").click()
    page.locator("h1", has_text="!").wait_for()
    assert reader.wrong == []


def test_before_the_session_nothing_is_asked_for(small: Callable, visit: Callable) -> None:
    """Nobody waits for changes by the minute then; and a failing network says nothing."""
    reader = visit(small(HEAD), now=BEFORE)
    reader.open("", idle=True)
    reader.at(BEFORE)
    reader.page.wait_for_load_state("networkidle")
    assert not [address for address in reader.requests if "version" in address or "update" in address]
    reader.at(LIVE)
    reader.page.locator(".toast").wait_for(state="attached")
    reader.page.context.set_offline(True)
    reader.at(LIVE)
    assert reader.page.locator(".toast").inner_text() == ""
