"""A stranger's package: the guide's workflow and its test, built on the library products as they stand."""

from __future__ import annotations

import re
import subprocess

from .tool import ROOT, Context

PACKAGE = """// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "Invitations",
  dependencies: [.package(name: "throughline", path: "{root}")],
  targets: [
    .target(
      name: "Invitations",
      dependencies: [.product(name: "ThroughlineEngine", package: "throughline")]),
    .testTarget(
      name: "InvitationsTests",
      dependencies: [
        "Invitations", .product(name: "ThroughlineTesting", package: "throughline"),
      ]),
  ])
"""


def run(context: Context) -> None:
    page = (ROOT / "content/guide/own-workflows.md").read_text()
    blocks = re.findall(r"```swift\n(.*?)```", page, re.DOTALL)
    context.report.check(
        "the guide has a workflow and its test", [] if len(blocks) == 2 else [f"{len(blocks)} blocks"])
    folder = context.folder("library")
    files = {
        "Package.swift": PACKAGE.format(root=ROOT),
        "Sources/Invitations/Invitation.swift": blocks[0],
        "Tests/InvitationsTests/InvitationTests.swift": blocks[1],
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    test(context, folder, "a package of one's own builds on it, and its test passes", passes=True)
    broken = blocks[1].replace("== 5", "== 6")
    (folder / "Tests/InvitationsTests/InvitationTests.swift").write_text(broken)
    test(context, folder, "the same test with another figure fails", passes=False)


def test(context: Context, folder, name: str, passes: bool) -> None:
    done = subprocess.run(
        ["swift", "test", "--package-path", folder], capture_output=True, text=True, timeout=1200)
    counted = re.search(r"Test run with 1 test .*(passed|failed)", done.stdout)
    is_good = counted is not None and (counted[1] == "passed") == passes == (done.returncode == 0)
    problems = [] if is_good else (done.stdout + done.stderr).splitlines()[-12:]
    context.report.check(name, problems, counted[0] if counted else "")
