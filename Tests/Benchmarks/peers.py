"""What the same corpus needs to be built by Hugo, LOBSTER and Sphinx-Needs."""

from __future__ import annotations

import json
from pathlib import Path

from . import corpus

HUGO_SETTINGS = """baseURL = "https://docs.example.com/"
title = "Pages"
disableKinds = ["taxonomy", "term", "RSS"]
[markup.goldmark.renderHooks.link]
useEmbedded = "always"
[markup.highlight]
noClasses = false
[markup.tableOfContents]
startLevel = 2
endLevel = 4
"""

# The same work as ours: a frame with navigation, contents, highlighted code and backlinks. The map
# of backlinks is made once for all pages; asking each page for those that name it is quadratic.
HUGO_LAYOUTS = {
    "_default/baseof.html": """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{{ .Title }} · {{ site.Title }}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/site.css"></head><body>
<header><a href="/">{{ site.Title }}</a><nav><ul>
{{ range first 8 site.Sections }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}
</ul></nav></header><main>{{ block "main" . }}{{ end }}</main>
<footer><p>{{ site.Title }}</p></footer></body></html>
""",
    "_default/single.html": """{{ define "main" }}
<article><h1>{{ .Title }}</h1><p>{{ .Params.id }} · {{ .Params.type }} · {{ .Params.status }}</p>
<aside>{{ .TableOfContents }}</aside>{{ .Content }}
{{ $map := partialCached "backlinks.html" site }}
{{ with index $map .Params.id }}<section><h2>Linked from</h2><ul>
{{ range . }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul></section>
{{ end }}
<nav>{{ with .PrevInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}
{{ with .NextInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</nav></article>
{{ end }}
""",
    "_default/list.html": """{{ define "main" }}<h1>{{ .Title }}</h1><ul>
{{ range first 200 .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>
{{ end }}
""",
    "partials/backlinks.html": """{{ $map := newScratch }}
{{ range $page := site.RegularPages }}{{ range .Params.refs }}
{{ $map.SetInMap "all" . (append $page (index (default dict ($map.Get "all")) . | default slice)) }}
{{ end }}{{ end }}{{ return $map.Get "all" }}
""",
}


def hugo_project(root: Path, content: Path) -> Path:
    """A Hugo site over pages that are already there."""
    for path, text in HUGO_LAYOUTS.items():
        target = root / "layouts" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    (root / "static").mkdir()
    (root / "static/site.css").write_text("body{max-width:60rem}\n", "utf-8")
    (root / "hugo.toml").write_text(f'{HUGO_SETTINGS}\n', "utf-8")
    (root / "content").symlink_to(content.resolve())
    return root


LOBSTER_SETTINGS = """requirements "STK" { source: "STK.lobster"; }
requirements "SYS" { source: "SYS.lobster"; trace to: "STK"; }
implementation "SWR" { source: "SWR.lobster"; trace to: "SYS"; }
activity "TST" { source: "TST.lobster"; trace to: "SWR"; }
"""
LOBSTER_SCHEMAS = {
    "STK": ("lobster-req-trace", 4, "req"), "SYS": ("lobster-req-trace", 4, "req"),
    "SWR": ("lobster-imp-trace", 3, "imp"), "TST": ("lobster-act-trace", 3, "act"),
}


def lobster_project(root: Path, count: int) -> Path:
    root.mkdir(parents=True)
    layers: dict[str, list] = {layer: [] for layer in LOBSTER_SCHEMAS}
    for group in range(count // corpus.GROUP):
        for layer, number, targets in corpus.items(group):
            layers[layer].append(lobster_item(group, layer, number, targets))
    for layer, rows in layers.items():
        schema, version, _ = LOBSTER_SCHEMAS[layer]
        data = {"schema": schema, "version": version, "generator": "corpus", "data": rows}
        (root / f"{layer}.lobster").write_text(json.dumps(data), "utf-8")
    (root / "lobster.conf").write_text(LOBSTER_SETTINGS, "utf-8")
    return root


def lobster_item(group: int, layer: str, number: int, targets: list[tuple[str, int]]) -> dict:
    def tag(kind: str, other: int) -> str:
        return f"{LOBSTER_SCHEMAS[kind][2]} {kind}-{group:04}-{other:03}"

    text = corpus.statement(group, layer, number)
    item = {
        "tag": tag(layer, number), "name": f"{layer}-{group:04}-{number:03}", "messages": [],
        "location": {"kind": "file", "file": f"g{group:04}.txt", "line": number, "column": 1},
        "refs": [tag(*target) for target in dict.fromkeys(targets)],
        "just_up": [], "just_down": [], "just_global": [], "kind": "item",
    }
    if layer == "SWR":
        return {**item, "language": "Python"}
    status = "ok" if layer == "TST" else "approved"
    return {**item, "framework": "corpus", "text": text, "status": status}


SPHINX_SETTINGS = """extensions = ["sphinx_needs"]
project = "Items"
html_theme = "alabaster"
needs_id_regex = "^[A-Z]{3}_[0-9_]+$"
"""
NEEDS = {"STK": "req", "SYS": "spec", "SWR": "impl", "TST": "test"}


def sphinx_project(root: Path, count: int) -> Path:
    """A page for each group, because Sphinx-Needs has no page for each item."""
    root.mkdir(parents=True)
    (root / "conf.py").write_text(SPHINX_SETTINGS, "utf-8")
    names = [f"group-{group:04}" for group in range(count // corpus.GROUP)]
    contents = "Items\n=====\n\n.. toctree::\n\n" + "".join(f"   {name}\n" for name in names)
    (root / "index.rst").write_text(contents, "utf-8")
    for group, name in enumerate(names):
        (root / f"{name}.rst").write_text(needs_page(group), "utf-8")
    return root


def needs_page(group: int) -> str:
    def tag(layer: str, number: int) -> str:
        return f"{layer}_{group:04}_{number:03}"

    parts = [f"Group {group:04}\n==========\n"]
    for layer, number, targets in corpus.traced(group):
        links = f"\n   :links: {', '.join(tag(*target) for target in targets)}" if targets else ""
        parts.append(
            f".. {NEEDS[layer]}:: {layer}-{group:04}-{number:03}\n   :id: {tag(layer, number)}"
            f"\n   :status: open{links}\n\n   {corpus.statement(group, layer, number)}\n")
    return "\n".join(parts)
