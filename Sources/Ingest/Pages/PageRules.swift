public import SourceText

/// Findings about content pages as they are read.
public enum PageRules {
  /// Every rule of this file, in the order declared.
  public static let all: [Rule] = [.unknownFrontMatter, .frontMatterType, .unusableAlias]
}

extension Rule {
  /// A key of the front matter that nothing reads.
  public static let unknownFrontMatter = Rule(
    "unknown-front-matter", .warning, "a front matter key is nearly one of ours",
    explanation: """
      Front matter is read into typed fields; keys of your own are kept beside them. A key that \
      differs from one of ours by a letter or two has no effect, which is usually a slip of the pen.
      """,
    remedy: "Correct the spelling, or remove the key.",
    example: "---\ntitel: Getting started\n---")

  /// A front matter value of a wrong type.
  public static let frontMatterType = Rule(
    "front-matter-type", .error, "a front matter value has the wrong type",
    explanation: """
      Each field has one type: `draft` is true or false, `weight` a whole number, `tags` and \
      `aliases` lists of texts, `date` a real day written `YYYY-MM-DD`.
      """,
    remedy: "Write the value in the type that the message names.",
    example: "---\ndate: 2026-02-30\n---")

  /// An alias that cannot be an address of this site.
  public static let unusableAlias = Rule(
    "unusable-alias", .error, "an alias cannot be an address of this site",
    explanation: """
      Each entry of `aliases` is a path below the site's root at which a page leads on to this one. \
      It must stay inside the site, and be a file on every system: no scheme, query or fragment, no \
      `..`, no control character, no name of more than 255 bytes. A page has at most 100.
      """,
    remedy: "Write the former path of the page, such as `guide/old-name.html`.",
    example: "aliases: [\"../outside\", \"https://example.org/page\"]")
}
