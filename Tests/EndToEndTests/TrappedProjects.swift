/// Projects in which something is easily overlooked.
extension `Whole project` {
  private static let page = ["content/site.yaml": settings, "content/_index.md": "# Start\n"]

  private static let commit = String(repeating: "a1", count: 20) + "\n"

  private static func project(_ files: [String: String]) -> [String: String] {
    page.merging(files) { _, new in new }
  }

  static let trapped: [ProjectCase] = [
    ProjectCase(
      id: "nothing at all is no clean project",
      steps: [
        .init(arguments: ["check"], status: 1, says: ["empty-project"]),
        .init(arguments: ["build"], status: 1, says: ["throughline init"], lacks: ["public"]),
      ]),
    ProjectCase(
      id: "a template's fault is found before it is met",
      files: project([
        "content/more.md": "# More\n", "content/third.md": "# Third\n",
        "site-templates/page.html": "<p>{{page.nope}}</p>",
      ]),
      steps: [
        .init(
          arguments: ["check"], status: 1,
          says: ["site-templates/page.html:1", "template-name", "rendering more.html", "1 error"],
          omits: ["third.html"]),
        .init(
          arguments: ["build", "--dry-run"], status: 1,
          says: ["template-name", "nothing would be published"], omits: ["files would be"]),
        .init(
          arguments: ["build"], status: 1, says: ["template-name"], lacks: ["public/index.html"]),
      ]),
    ProjectCase(
      id: "a template with a slip in its name is pointed out",
      files: project(["site-templates/pages.html": "<p>"]),
      steps: [
        .init(
          arguments: ["check"],
          says: ["site-templates/pages.html", "unknown-template", "page.html"]),
        .init(arguments: ["list", "inputs"], says: ["a template or a static file"]),
      ]),
    ProjectCase(
      id: "what strangers write into a pull request cannot stop a build",
      files: project([
        "content/demo/forge/pulls/1.json": #"""
        {"number": 1, "title": "T", "body": "![x](https://evil.example/x.png) [y](javascript:1)",
        "state": "open", "key": "k", "comments": [{"text": "![z](https://evil.example/z.png)",
        "key": "c"}]}
        """#
      ]),
      steps: [
        .init(
          arguments: ["build", "--strict"], says: ["markdown-remote-image", "markdown-unsafe-url"],
          omits: ["warning:"], leaves: ["public/forge/demo/forge/pulls/1.html"]),
        .init(
          changes: ["content/_index.md": "![x](https://evil.example/x.png)\n"],
          arguments: ["build", "--strict"], status: 1, says: ["markdown-remote-image"]),
      ]),
    ProjectCase(
      id: "a rehearsal says what a build would do",
      files: page,
      steps: [
        .init(
          arguments: ["build", "--dry-run"], says: ["files would be published"],
          lacks: ["public/index.html"]),
        .init(
          changes: ["content/_index.md": "# Start\n\n[x](gone.md)\n"],
          arguments: ["build", "-n"], status: 1, says: ["nothing would be published"]),
      ]),
    ProjectCase(
      id: "changed files are listed when there are none, and it is said when they cannot be",
      files: page,
      steps: [
        .init(
          arguments: ["build", "--changed-files", "c.json"],
          holds: ["c.json": "index.html"]),
        .init(
          arguments: ["build", "--changed-files", "c.json"], holds: ["c.json": "\"added\": []"]),
        .init(
          arguments: ["build", "--changed-files", "new/c.json"], leaves: ["new/c.json"]),
        .init(
          arguments: ["build", "--changed-files", "c.json/such/c.json"], status: 3,
          says: ["cannot write c.json/such/c.json"]),
      ]),
    ProjectCase(
      id: "a site that was published into the project is not read back",
      files: project([".manifold/billing.yaml": manifold]),
      steps: [
        .init(arguments: ["build", "-d", "out"], leaves: ["out/api/index.json"]),
        .init(arguments: ["check"], omits: ["error", "out/"]),
        .init(arguments: ["build", "-d", "out"], omits: ["error"]),
        .init(arguments: ["list", "inputs"], says: ["a site that was published here"]),
      ]),
    ProjectCase(
      id: "a link to a file that is no page leads where it can be read",
      files: [
        "content/_index.md": "# Start\n\n[s](../src/a.py) [m](../.manifold/billing.yaml)\n",
        ".manifold/billing.yaml": manifold, "src/a.py": "pass\n",
      ],
      steps: [
        .init(
          arguments: ["build"], says: ["exists but is not published"],
          holds: ["public/index.html": "href=\"./manifolds/billing/index.html\">m</a>"]),
        .init(
          changes: ["content/site.yaml": "repository:\n  url: https://example.org/r\n"],
          arguments: ["build"], omits: ["not published"],
          holds: ["public/index.html": "href=\"https://example.org/r/blob/HEAD/src/a.py\""]),
      ]),
    ProjectCase(
      id: "evidence in a folder that is not walked is looked for, at each build",
      files: project([
        ".github/workflows/ci.yml": "on: push\n",
        ".manifold/billing.yaml": manifold
          + "\n      evidence: [{type: file_exists, path: .github/workflows/ci.yml}]\n",
      ]),
      steps: [
        .init(
          arguments: ["build"],
          holds: ["public/manifolds/billing/RT-1.html": "the file exists"]),
        .init(
          changes: [".github/workflows/ci.yml": ""], arguments: ["build"],
          omits: ["nothing has changed"],
          holds: ["public/manifolds/billing/RT-1.html": "the file is not in the project"]),
      ]),
    ProjectCase(
      id: "an id that fits two rows is not guessed",
      files: project([
        ".manifold/billing.yaml": manifold.replacing(
          "- id: B1", with: "- {id: B01, type: invariant, statement: s}\n    - id: B1"),
        ".manifold/billing.verify.yaml":
          "matrix: [{constraint: B-1, test: false, status: SATISFIED}]\n",
      ]),
      steps: [
        .init(
          arguments: ["check"], status: 1, says: ["ambiguous-reference", "billing.verify.yaml:1"],
          omits: ["claim-below-floor"])
      ]),
    ProjectCase(
      id: "a history that is cut off is said",
      files: project([
        ".git/HEAD": "ref: refs/heads/main\n", ".git/objects/info/none": "\n",
        ".git/refs/heads/main": commit, ".git/shallow": commit,
      ]),
      steps: [
        .init(arguments: ["check"], says: ["note[shallow-history]"]),
        .init(changes: [".git/shallow": ""], arguments: ["check"], omits: ["shallow-history"]),
      ]),
    ProjectCase(
      id: "front matter, drawings and families are looked through",
      files: project([
        "content/typed.md": "---\nweight: heavy\n---\n\nText.\n",
        "content/near.md": "---\ntitel: Near\n---\n\nText.\n",
        "content/bad.svg": "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>x</script></svg>",
        ".manifold/lone.verify.yaml": "feature: lone\nmatrix: []\n",
      ]),
      steps: [
        .init(
          arguments: ["check"], status: 1,
          says: [
            "typed.md:2:9: error[front-matter-type]", "near.md:2:1: warning[unknown-front-matter]",
            "bad.svg:1:", "unsafe-asset", "incomplete-family",
          ]),
        .init(
          changes: [
            "content/typed.md": "---\nweight: 3\n---\n\nText.\n",
            "content/near.md": "---\ntitle: Near\n---\n\nText.\n",
            "content/bad.svg": "<svg xmlns=\"http://www.w3.org/2000/svg\"><path d=\"M0 0\"/></svg>",
            ".manifold/lone.verify.yaml": "",
          ], arguments: ["check"],
          omits: [
            "front-matter-type", "unknown-front-matter", "unsafe-asset", "incomplete-family",
          ]),
      ]),
  ]
}
