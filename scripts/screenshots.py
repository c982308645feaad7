"""Make the pictures of the README from the running product: `make screenshots`."""

from __future__ import annotations

import os
import re
import sys
import tempfile
from datetime import datetime, timezone
from pathlib import Path

import pyotp
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bot.demo.fill import NAME, fill  # noqa: E402
from bot.settings import load_settings  # noqa: E402
from tests.browser.helpers import FLAGS, say  # noqa: E402
from tests.product import Product  # noqa: E402

FOLDER = ROOT / "docs" / "screenshots"
INTAKE = (
    "Start intake",
    "Ja",
    "Ik werk in loondienst",
    "Nee",
    "Een andere job of baan",
    "Ik geef al negen jaar les. Ik wil weten wat ik met die ervaring nog kan.",
    "Klopt",
    "Weet ik niet",
    "Dat ik weer met zin naar mijn werk ga",
)

PAGES = {
    "profession": "/beroepen/supported-employment-coach",
    "comparison": "/beroepen/vergelijk?a=loopbaanbegeleider&b=supported-employment-coach",
    "map": "/beroepen/kaart",
}


def main() -> None:
    """Start the product, take the pictures, stop it."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data:
        password = fill(load_settings({"LOOPBAANBOT_DATA_DIR": data}), datetime.now(timezone.utc))
        product = Product(Path(data))
        try:
            product.wait_until_ready()
            with sync_playwright() as playwright:
                path = os.environ.get("LOOPBAANBOT_CHROMIUM") or "/usr/bin/chromium"
                browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
                take_chat(browser, product)
                take_professions(browser, product.address)
                take_portal(browser, product.address, password)
        finally:
            product.stop()


def take_chat(browser: Browser, product: Product) -> None:
    """Take the chat page at desktop and at phone width, in the middle of an intake, and the overview on a phone."""
    for name, width, height in (("chat", 1280, 860), ("chat-phone", 390, 780)):
        page = browser.new_page(viewport={"width": width, "height": height}, reduced_motion="reduce")
        page.goto(product.address)
        for text in INTAKE:
            say(page, text)
        page.wait_for_timeout(500)
        page.screenshot(path=FOLDER / f"{name}.png")
    page.get_by_role("button", name="Mijn overzicht").click()
    page.screenshot(path=FOLDER / "overview-phone.png")


def take_professions(browser: Browser, address: str) -> None:
    """Take a profession page, a comparison and the map."""
    page = browser.new_page(viewport={"width": 1280, "height": 860}, reduced_motion="reduce")
    for name, path in PAGES.items():
        page.goto(address + path)
        page.evaluate("document.fonts.ready")
        page.screenshot(path=FOLDER / f"{name}.png")


def take_portal(browser: Browser, address: str, password: str) -> None:
    """Take a dossier and the preparation sheet of an example."""
    page = browser.new_page(viewport={"width": 1280, "height": 1000}, reduced_motion="reduce")
    log_in(page, address, password)
    page.get_by_role("link", name="Nora").click()
    dossier = page.url
    for name, path in (("dossier", dossier), ("preparation", f"{dossier}/voorbereiding")):
        page.goto(path)
        page.evaluate("document.fonts.ready")
        page.screenshot(path=FOLDER / f"{name}.png")


def log_in(page: Page, address: str, password: str) -> None:
    """Log in as the example coach for the first time."""
    page.goto(f"{address}/coach")
    page.get_by_label("Naam").fill(NAME)
    page.get_by_label("Wachtwoord").fill(password)
    page.get_by_role("button", name="Log in").click()
    secret = re.sub(r"\s", "", page.locator("[data-part=secret]").inner_text())
    page.get_by_label("Code van zes cijfers").fill(pyotp.TOTP(secret).now())
    page.get_by_role("button", name="Koppel en ga verder").click()


if __name__ == "__main__":
    main()
