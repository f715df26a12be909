"""Headless Chromium with a log of its console and of its requests.

No name but 127.0.0.1 resolves, so nothing can leave the machine; the request log shows what tried.
"""

from __future__ import annotations

import base64
import json
from pathlib import Path
from types import TracebackType
from typing import Optional, Type

from selenium import webdriver
from selenium.common.exceptions import UnexpectedAlertPresentException, WebDriverException
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

SCHEMES = ("light", "dark")
WIDTHS = (390, 1280)
ARGUMENTS = (
    "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--hide-scrollbars",
    "--disable-background-networking", "--disable-component-update", "--no-first-run",
    "--disable-default-apps", "--disable-sync", "--allow-file-access-from-files=false",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


class Browser:
    """One browser; use it in a `with`."""

    def __enter__(self) -> "Browser":
        options = Options()
        options.binary_location = "/usr/bin/chromium"
        for argument in ARGUMENTS:
            options.add_argument(argument)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        options.set_capability("unhandledPromptBehavior", "ignore")
        self.driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
        self.driver.set_page_load_timeout(30)
        self.driver.set_script_timeout(60)
        return self

    def __exit__(
        self, kind: Optional[Type[BaseException]], error: Optional[BaseException],
        trace: Optional[TracebackType],
    ) -> None:
        self.driver.quit()

    def command(self, name: str, **arguments: object) -> dict:
        return self.driver.execute_cdp_cmd(name, arguments)

    def emulate(self, scheme: str = "light", width: int = 1280, height: int = 900) -> None:
        """The reader's colour scheme and screen, for pages opened from now on."""
        self.command(
            "Emulation.setEmulatedMedia",
            features=[{"name": "prefers-color-scheme", "value": scheme}])
        self.command(
            "Emulation.setDeviceMetricsOverride",
            width=width, height=height, deviceScaleFactor=1, mobile=width < 600)

    def open(self, url: str) -> list[str]:
        """Opens a page and tells what it should not have done: dialogs, messages, requests."""
        self.forget()
        try:
            self.driver.get(url)
        except UnexpectedAlertPresentException as alert:
            self.dismiss()
            return [f"opened a dialog: {alert.alert_text}"]
        except WebDriverException as error:
            return [f"did not load: {(error.msg or '').splitlines()[0]}"]
        return self.complaints(url)

    def complaints(self, url: str) -> list[str]:
        """Console messages, and requests to another origin, since the last call."""
        found = []
        try:
            found += [f"console: {entry['message']}" for entry in self.driver.get_log("browser")]
        except UnexpectedAlertPresentException as alert:
            self.dismiss()
            found.append(f"opened a dialog: {alert.alert_text}")
        origin = url[: url.index("/", url.index("://") + 3)]
        found += [f"request: {other}" for other in self.requests() if not _is_own(other, origin)]
        return found

    def requests(self) -> list[str]:
        urls = []
        for entry in self.driver.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                urls.append(message["params"]["request"]["url"])
        return urls

    def forget(self) -> None:
        for log in ("browser", "performance"):
            self.driver.get_log(log)

    def dismiss(self) -> None:
        try:
            self.driver.switch_to.alert.dismiss()
        except WebDriverException:
            pass

    def script(self, text: str, *arguments: object) -> object:
        return self.driver.execute_script(text, *arguments)

    def screenshot(self, path: Path, tallest: int = 4000) -> None:
        """The whole page, cut off below `tallest` pixels."""
        size = self.command("Page.getLayoutMetrics")["cssContentSize"]
        clip = {
            "x": 0, "y": 0, "width": size["width"], "height": min(size["height"], tallest),
            "scale": 1,
        }
        shot = self.command(
            "Page.captureScreenshot", format="png", captureBeyondViewport=True, clip=clip)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(base64.b64decode(shot["data"]))


def _is_own(url: str, origin: str) -> bool:
    return url.startswith(origin + "/") or url.startswith("data:")
