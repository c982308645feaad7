"""What a person does and what a checker sees, in words."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, List, Union

from playwright.sync_api import Frame, Page

FLAGS = ["--no-sandbox", "--disable-quic", "--disable-background-networking"]
AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PHONE, DESKTOP = {"width": 375, "height": 740}, {"width": 1280, "height": 860}
ANSWER = 60_000  # milliseconds that an answer may take on a busy machine


def say(page: Page, text: str) -> str:
    """Type a message, send it, and return the text of the replies to it."""
    page.get_by_label("Je bericht").fill(text)
    page.get_by_label("Je bericht").press("Enter")
    return replies_to(page, text)


def replies_to(page: Union[Page, Frame], title: str) -> str:
    """Wait for the replies to the last thing that the person said and return their text."""
    own = page.locator(".message-own", has_text=title).last
    first = own.locator("xpath=following-sibling::*[contains(@class, 'message-bot')]").first
    first.wait_for(timeout=ANSWER)
    return "\n".join(own.locator("xpath=following-sibling::*[contains(@class, 'message-bot')]").all_inner_texts())


def violations(page: Page, *rules: str) -> List[str]:
    """Return what axe-core finds wrong with the page as it stands, against WCAG 2.2 AA and good practice, or against `rules`."""
    found = axe(page, {"type": "rule", "values": rules} if rules else {"type": "tag", "values": TAGS})["violations"]
    return [f"{item['id']}: {item['help']} {[node['target'] for node in item['nodes']]}" for item in found]


def violations_in_both_themes(page: Page) -> List[str]:
    """What is wrong with the page in the light and in the dark: of all that is checked, a theme changes the contrast alone."""
    page.emulate_media(color_scheme="dark")
    dark = violations(page, "color-contrast")
    page.emulate_media(color_scheme="light")
    return dark + violations(page)


def axe(page: Page, only: Dict[str, Any]) -> Dict[str, Any]:
    """Let axe-core check the page against the rules or tags in `only`."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    return page.evaluate("only => axe.run(document, {runOnly: only, resultTypes: ['violations']})", only)


def tab_through(page: Page, limit: int = 400) -> List[str]:
    """Press Tab until the focus leaves the page; return what was passed, failing on what cannot be seen."""
    passed: List[str] = []
    for _ in range(limit):
        page.keyboard.press("Tab")
        name = page.evaluate("""() => {
            const part = document.activeElement;
            if (part === document.body) return null;
            const box = part.getBoundingClientRect();
            const style = getComputedStyle(part.closest(".card") ?? part.querySelector(".hit") ?? part);
            const marked = style.outlineStyle !== "none" || style.stroke !== "none";
            const seen = box.width > 0 && box.bottom > 0 && box.top < innerHeight;
            const name = part.getAttribute("aria-label") ?? part.textContent.trim();
            return (marked && seen ? "" : "NOT SEEN: ") + (name || part.name || part.tagName);
        }""")
        if name is None:
            break
        passed.append(name)
    return passed
