import Testing

/// Whole projects, from files on disk to files on disk.
@Suite struct `Whole project` {
  static let manifold = """
    schema_version: 3
    feature: billing
    outcome: Every bill is paid once
    constraints:
      business:
        - id: B1
          type: invariant
          statement: A bill is paid at most once
    anchors:
      required_truths:
        - id: RT-1
          statement: Payments carry a key
          maps_to: [B1]
    """
  static let settings = "title: Small project\n"

  static let cases: [ProjectCase] = [
    ProjectCase(
      id: "a page and a manifold become a site",
      files: [
        "content/site.yaml": settings, "content/_index.md": "# Start\n\nSee [more](more.md).\n",
        "content/more.md": "---\ntitle: More\n---\n\nText.\n", ".manifold/billing.yaml": manifold,
      ],
      steps: [
        .init(
          arguments: ["build"],
          leaves: ["public/index.html", "public/.throughline-manifest", "public/404.html"],
          holds: ["public/index.html": "Small project"]),
        .init(arguments: ["check"]),
        .init(arguments: ["clean"], lacks: ["public/index.html"]),
      ]),
    ProjectCase(
      id: "templates that no page uses are named, those that one uses are measured",
      files: [
        "content/site.yaml": settings, "content/_index.md": "# Start\n",
        "site-templates/pages.html": "<p>", "site-templates/partials/mark.html": "<b>M</b>",
        "content/more.md": "# More\n",
      ],
      steps: [
        .init(
          arguments: ["build", "--print-unused-templates", "--template-metrics"],
          says: ["site-templates/pages.html is used by no page", "µs a page", "  page.html"],
          omits: ["mark.html is used"]),
        .init(
          arguments: ["build", "--template-metrics", "--no-cache"], says: ["  page.html"],
          omits: ["used by no page"]),
        .init(
          changes: ["site-templates/pages.html": ""],
          arguments: ["check", "--print-unused-templates"],
          says: ["every template of the project is used"]),
        .init(arguments: ["build", "--minify"], status: 2, says: ["--minify"]),
      ]),
    ProjectCase(
      id: "a broken link stops the build and is named",
      files: [
        "content/site.yaml": settings, "content/_index.md": "# Start\n\nSee [it](missing.md).\n",
      ],
      steps: [
        .init(
          arguments: ["build"], status: 1, says: ["content/_index.md:3", "missing.md"],
          lacks: ["public/index.html"]),
        .init(
          arguments: ["build", "--keep-going"], status: 1, leaves: ["public/index.html"]),
      ]),
    ProjectCase(
      id: "a dangling id is named with the nearest one",
      files: [
        "content/site.yaml": settings,
        ".manifold/billing.yaml": manifold.replacing("maps_to: [B1]", with: "maps_to: [B2]"),
      ],
      steps: [
        .init(arguments: ["check"], status: 1, says: [".manifold/billing.yaml:13", "B2", "B1"])
      ]),
    ProjectCase(
      id: "all broken files are reported in one run",
      files: [
        "content/site.yaml": settings, ".manifold/one.yaml": "feature: one\n\tbad: tab\n",
        ".manifold/two.json": "{\"feature\": \"two\",}",
      ],
      steps: [
        .init(
          arguments: ["check"], status: 1, says: [".manifold/one.yaml:2", ".manifold/two.json:1"])
      ]),
    ProjectCase(
      id: "a removed page is removed from the site, a stranger's file is not",
      files: [
        "content/site.yaml": settings, "content/_index.md": "# Start\n",
        "content/old.md": "---\ntitle: Old\n---\n\nText.\n",
      ],
      steps: [
        .init(arguments: ["build"], leaves: ["public/old.html"]),
        .init(
          changes: ["content/old.md": "", "public/CNAME": "docs.example.com\n"],
          arguments: ["build"], leaves: ["public/CNAME"], lacks: ["public/old.html"]),
      ]),
    ProjectCase(
      id: "a folder of somebody else is refused",
      files: [
        "content/site.yaml": settings, "content/_index.md": "# Start\n",
        "public/thesis.txt": "mine\n",
      ],
      steps: [
        .init(
          arguments: ["build"], status: 1, says: ["--force"], leaves: ["public/thesis.txt"],
          lacks: ["public/index.html"])
      ]),
    ProjectCase(
      id: "a new project builds at once",
      steps: [
        .init(arguments: ["init"], leaves: ["content/site.yaml"]),
        .init(arguments: ["build"], leaves: ["public/index.html"]),
        .init(arguments: ["check"]),
      ]),
    ProjectCase(
      id: "an unknown key of the settings is named with the known one",
      files: ["content/site.yaml": "titel: Small\n"],
      steps: [
        .init(
          arguments: ["build"], status: 2, says: ["content/site.yaml:1:1", "titel", "title"])
      ]),
    ProjectCase(
      id: "a rehearsal of clean removes nothing",
      files: ["content/site.yaml": settings, "content/_index.md": "# Start\n"],
      steps: [
        .init(arguments: ["build"], leaves: ["public/index.html"]),
        .init(
          arguments: ["clean", "--dry-run"],
          says: ["public/index.html\n", "files would be removed from"],
          leaves: ["public/index.html", "public/.throughline-manifest", ".throughline/lock"]),
        .init(arguments: ["clean"], lacks: ["public/index.html", ".throughline"]),
      ]),
    ProjectCase(
      id: "cleaning leaves what is not ours in the folder of the cache",
      files: ["content/site.yaml": settings, "content/_index.md": "# Start\n"],
      steps: [
        .init(arguments: ["build"]),
        .init(
          changes: [".throughline/notes.txt": "mine\n"], arguments: ["clean"],
          leaves: [".throughline/notes.txt"], lacks: [".throughline/lock"]),
      ]),
    ProjectCase(
      id: "a removed page that somebody has rewritten in the output stays",
      files: [
        "content/site.yaml": settings, "content/_index.md": "# Start\n", "content/a.md": "# A\n",
      ],
      steps: [
        .init(arguments: ["build"]),
        .init(
          changes: ["content/a.md": "", "public/a.html": "mine\n"], arguments: ["build"],
          leaves: ["public/a.html"], lacks: ["public/a.md"],
          holds: ["public/a.html": "mine\n"]),
        .init(arguments: ["clean"], leaves: ["public/a.html"], lacks: ["public/index.html"]),
      ]),
    ProjectCase(
      id: "a check does without a cache where none can be kept",
      files: [
        "content/site.yaml": settings, "content/_index.md": "# Start\n", ".throughline": "a file\n",
      ],
      steps: [.init(arguments: ["check"], says: ["no findings"])]),
    ProjectCase(
      id: "an alias that is no address of the site is refused where it stands",
      files: [
        "content/site.yaml": settings, "content/_index.md": "# Start\n",
        "content/a.md": "---\naliases: [ok.html, \"x\\ny\", \"../out\", \"q?x=1\"]\n---\n\n# A\n",
      ],
      steps: [
        .init(
          arguments: ["build"], status: 1,
          says: [
            "content/a.md:2:20: error[unusable-alias]", "holds a control character",
            "content/a.md:2:28: error[unusable-alias]", "content/a.md:2:38: error[unusable-alias]",
          ], lacks: ["public/index.html"])
      ]),
    ProjectCase(
      id: "an alias that is taken is reported where it stands",
      files: [
        "content/site.yaml": settings, "content/_index.md": "# Start\n",
        "content/a.md": "---\naliases:\n  - other.html\n  - b.html\n---\n\n# A\n",
        "content/b.md": "# B\n",
      ],
      steps: [.init(arguments: ["check"], status: 1, says: ["content/a.md:4:5: error[route"])]),
    ProjectCase(
      id: "a name that is no file everywhere is refused",
      files: [
        "content/site.yaml": settings, "content/_index.md": "# Start\n", "content/con.md": "# C\n",
        "content/\(String(repeating: "n", count: 252)).md": "# Long\n",
      ],
      steps: [
        .init(
          arguments: ["check"], status: 1,
          says: ["content/con.md: error[file-name-portability]", "has 257 bytes"])
      ]),
    ProjectCase(
      id: "a page beyond the budget is reported",
      files: [
        "content/site.yaml": settings, "content/_index.md": "# Start\n",
        "content/long.md": String(repeating: "# Heading\n\n", count: 12_000),
      ],
      steps: [.init(arguments: ["check"], says: ["content/long.md: warning[page-too-large]"])]),
    ProjectCase(
      id: "an asset that a browser would run is not published",
      files: [
        "content/site.yaml": settings + "inputs: {assets: [\"content/**/*.{html,js,txt}\"]}\n",
        "content/_index.md": "# Start\n", "content/x.html": "<script>1</script>",
        "content/y.JS": "1", "content/z.txt": "text",
      ],
      steps: [
        .init(
          arguments: ["build", "--keep-going"], status: 1,
          says: ["content/x.html: error[unsafe-asset]"], leaves: ["public/z.txt"],
          lacks: ["public/x.html"])
      ]),
    ProjectCase(
      id: "llms.txt cannot be given headings or links by a title",
      files: [
        "content/site.yaml": settings,
        "content/_index.md": "# Start\n",
        "content/a.md": "---\ntitle: \"T](https://evil.example)\\n\\n# Injected\"\n---\n\nText.\n",
      ],
      steps: [
        .init(
          arguments: ["build"],
          holds: ["public/llms.txt": "- [T\\]\\(https://evil.example\\) # Injected](a.md)"])
      ]),
    ProjectCase(
      id: "a page has few tags",
      files: [
        "content/site.yaml": settings,
        "content/_index.md":
          "---\ntags: [\((0..<101).map { "t\($0)" }.joined(separator: ", "))]\n---\n",
      ],
      steps: [
        .init(
          arguments: ["check"], status: 1,
          says: ["content/_index.md:2:7: error[front-matter-type]: tags has 101 entries"])
      ]),
    ProjectCase(
      id: "a template that fails on a page gives one report",
      files: [
        "content/site.yaml": settings, "content/_index.md": "# Start\n",
        "site-templates/404.html": "<p>{{no_such_value}}</p>\n",
      ],
      steps: [
        .init(
          arguments: ["build", "--format", "json"], status: 1, says: ["site-templates/404.html"],
          omits: ["\"errors\":0"])
      ]),
    ProjectCase(
      id: "an unknown verb is named with the known one",
      steps: [.init(arguments: ["biuld"], status: 2, says: ["biuld", "build"])]),
  ]

  @Test(arguments: cases + trapped + judged)
  func `a project gives what it must`(_ project: ProjectCase) throws {
    try project.run()
  }
}
