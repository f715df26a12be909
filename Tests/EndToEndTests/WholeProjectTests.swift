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
      id: "an unknown verb is named with the known one",
      steps: [.init(arguments: ["biuld"], status: 2, says: ["biuld", "build"])]),
  ]

  @Test(arguments: cases + trapped)
  func `a project gives what it must`(_ project: ProjectCase) throws {
    try project.run()
  }
}
