"""Texts that try to break out of a page. Nothing in them contacts a real host."""

SCRIPTS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><title>x</title></svg>",
    "\"><script>alert(1)</script>",
    "' onmouseover='alert(1)",
    "</title><script>alert(1)</script>",
    "<!--><script>alert(1)</script-->",
    "{{constructor.constructor('alert(1)')()}}",
    "]]><script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
]

URLS = [
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)",
    "&#106;avascript:alert(1)",
    "javascript&colon;alert(1)", "vbscript:msgbox(1)", "data:text/html,<script>alert(1)</script>",
    "//evil.example/x", "/\\evil.example/x", "\\\\evil.example\\x", "https:evil.example",
    "http://evil.example/x.png", "feed:javascript:alert(1)", "view-source:javascript:alert(1)",
    "blob:https://evil.example/x", "file:///etc/passwd", "../../../../etc/passwd",
    "http://user:password@evil.example/",
]


def page() -> str:
    """A content page with every attack in every place where a page takes text."""
    lines = ["---", f"title: {quoted(SCRIPTS[0])}", f"description: {quoted(SCRIPTS[3])}"]
    lines += [f"tags: [{', '.join(quoted(script) for script in SCRIPTS[:4])}]", "---", ""]
    for script in SCRIPTS:
        lines += [f"## {script}", "", script, "", f"*{script}* `{script}` [{script}](page.md)", ""]
        lines += [f"| {script.replace('|', ' ')} |", "|---|", f"| {script.replace('|', ' ')} |", ""]
        lines += [f"```{script}", script, "```", ""]
    for number, url in enumerate(URLS):
        lines += [f"[a](<{url}>) [b]({url}) ![c](<{url}>) <{url}> [d][r{number}]", ""]
        lines += [f"[r{number}]: <{url}> \"{SCRIPTS[3].replace(chr(34), '')}\"", ""]
    return "\n".join(lines) + "\n"


def manifold() -> str:
    """A manifold whose every text is an attack; its ids are good."""
    lines = [
        "schema_version: 3", "feature: hostile", f"outcome: {quoted(SCRIPTS[0])}", "constraints:",
        "  business:",
    ]
    for number, script in enumerate(SCRIPTS, 1):
        lines += [
            f"    - id: B{number}", "      type: goal", f"      statement: {quoted(script)}",
            f"      rationale: {quoted(script)}",
            f"      source: {quoted(URLS[number % len(URLS)])}",
        ]
    lines += ["anchors:", "  required_truths:"]
    for number, url in enumerate(URLS, 1):
        lines += [
            f"    - id: RT-{number}", f"      statement: {quoted(url)}",
            f"      maps_to: [B{number % len(SCRIPTS) + 1}]", "      evidence:",
            f"        - {{id: E{number}, type: file_exists, path: {quoted(url)}}}",
        ]
    return "\n".join(lines) + "\n"


def quoted(text: str) -> str:
    """A YAML scalar in double quotes."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")
    return f'"{escaped}"'
