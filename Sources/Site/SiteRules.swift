public import SourceText

/// Findings that need routes, links and pages.
public enum SiteRules {
  /// Every rule of this module, in the order declared.
  public static let all: [Rule] = [
    .routeCollision, .brokenLink, .brokenAnchor, .unresolvedReference, .unknownShortCode,
    .unsafeAsset, .pageTooLarge,
  ]
}

extension Rule {
  /// Two pages at one address.
  public static let routeCollision = Rule(
    "route-collision", .error, "two pages would have the same address",
    explanation: """
      Every node and every page has one address. Two that would share it, letter case ignored \
      because some file systems ignore it, would overwrite each other.
      """,
    remedy: "Rename one of the two, or move it to another folder.",
    example: "content/guide/Setup.md and content/guide/setup.md")

  /// A link to a page or file that does not exist.
  public static let brokenLink = Rule(
    "broken-link", .error, "a link leads nowhere",
    explanation: """
      Links between pages are written as relative paths to the Markdown file, as they work on a \
      forge, and are checked on every build. The target must be a page, or a file that is published.
      """,
    remedy: "Correct the path; it is relative to the file that holds the link.",
    example: "See [the guide](guide/start.md).   <!-- there is no such file -->")

  /// A link to a heading that does not exist.
  public static let brokenAnchor = Rule(
    "broken-anchor", .error, "a link names a heading that does not exist",
    explanation: """
      The part after `#` must be the anchor of a heading on the page it leads to. Anchors follow \
      GitHub's rules: lower case, spaces become `-`, punctuation is dropped, repeats are numbered.
      """,
    remedy: "Use one of the anchors that the page has, or add the heading.",
    example: "[Retry budget](start.md#retry-bugdet)")

  /// A `[[…]]` in the text of a manifold that not exactly one node answers to.
  public static let unresolvedReference = Rule(
    "unresolved-reference", .error, "a reference in the text of a manifold names no single node",
    explanation: """
      Statements, rationales and other texts of a manifold may hold references as pages do. \
      `[[payment-retry-v2/B1]]` names a node by feature and id; `[[B1]]` is enough where only one \
      manifold has a B1. One that fits nothing, or several nodes, is shown as broken.
      """,
    remedy: "Correct the id, put the feature before it, or write it as code when no link is meant.",
    example: "statement: The limit of [[payment-retry-v2/B17]] holds here too")

  /// A short code that is not known or lacks an argument.
  public static let unknownShortCode = Rule(
    "unknown-short-code", .error, "a short code cannot be filled in",
    explanation: """
      A paragraph `{{> name key="value"}}` embeds a view. The guide's page on views lists the names, \
      the arguments of each, and what they look like. A name or an argument that is not among them, a \
      word that cannot be chosen, and an id that means nothing or several things are errors: the page \
      would silently show less than its author meant.
      """,
    remedy:
      "Use one of the names, with the argument that it needs; the message offers the nearest.",
    example: "{{> matrx manifold=\"payment-retry-v2\"}}")

  /// An asset that could run a script.
  public static let unsafeAsset = Rule(
    "unsafe-asset", .error, "an asset could run or load something",
    explanation: """
      An SVG opened on its own runs its scripts in the site's name. One with a script, an event \
      handler, embedded HTML or a reference to another host is not published, and neither is any \
      HTML, XML or JavaScript file among the assets: only templates make pages.
      """,
    remedy: """
      Export the drawing without scripts and external references, or publish it as PNG; write HTML \
      as a Markdown page.
      """,
    example: "<svg onload=\"…\">")

  /// A page over the weight budget.
  public static let pageTooLarge = Rule(
    "page-too-large", .warning, "a page is larger than 500 KB",
    explanation: "Pages over the budget load slowly and are hard to read on a phone.",
    remedy: "Split the page, or link to a matrix instead of embedding it.",
    example: "a page that embeds five whole matrices")
}
