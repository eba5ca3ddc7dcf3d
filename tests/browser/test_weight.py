"""The first visit on a phone: what travels, as the server compresses it (docs/architecture.md, Budgets)."""

import pytest

LARGEST, MOST, LARGEST_SCRIPTS = 90 * 1024, 8, 15 * 1024


def travelled(window, path):
    """(type, address, bytes on the wire) of every request of a first visit."""
    link = window.context.new_cdp_session(window.page)
    asked, sizes = {}, {}
    link.on(
        "Network.responseReceived",
        lambda e: asked.update({e["requestId"]: (e["type"], e["response"]["url"])}),
    )
    link.on("Network.loadingFinished", lambda e: sizes.update({e["requestId"]: e["encodedDataLength"]}))
    link.send("Network.enable")
    window.go(path)
    window.page.wait_for_load_state("networkidle")
    return [
        (kind, url, sizes[number])
        for number, (kind, url) in asked.items()
        if number in sizes and not url.startswith("data:")
    ]


@pytest.mark.parametrize(
    ("person", "path"), [("", "/accounts/login/"), ("samira", "/"), ("samira", "/teams/{noord}/")]
)
def test_first_visit_stays_within_its_budget(person, path, window):
    found = travelled(window(person), path)
    assert {"Document", "Stylesheet", "Font", "Script"} <= {kind for kind, _url, _size in found}
    assert sum(size for _kind, _url, size in found) <= LARGEST, found
    assert len(found) <= MOST, found
    assert sum(size for kind, _url, size in found if kind == "Script") <= LARGEST_SCRIPTS, found
