public import SourceText

/// The rules that this module's diagnostics name.
public enum MarkdownRules {
  /// In the order of the documentation.
  public static let all: [Rule] = [
    .markdownTooComplex, .markdownUnsafeURL, .markdownRemoteImage, .markdownBidiControl,
    .markdownEncoding, .markdownRawHTML, .misplacedShortCode, .foreignSyntax,
  ]
}

extension Rule {
  /// A text exceeds a limit of the isolated parser.
  public static let markdownTooComplex = Rule(
    "markdown-too-complex", .error, "a Markdown text exceeds a limit",
    explanation: """
      Some inputs make a Markdown parser work for minutes or fill the memory, by accident or on \
      purpose. Every text is therefore parsed in a separate process with limits: 1 MiB of input, \
      one second of processor time, 96 MiB for the parsed tree, 500,000 elements, and output of \
      at most fifty times the input plus one megabyte.

      The diagnostic says which limit was exceeded. Only the named text is affected.
      """,
    remedy: """
      Split a long page. If the text is short, look for a long run of one repeated construct: \
      nested brackets, quotes or lists, or a table with very many columns.
      """,
    example: "A file of 50,000 `>` characters.")

  /// A link or image destination is outside the allow list.
  public static let markdownUnsafeURL = Rule(
    "markdown-unsafe-url", .warning, "a destination is not allowed",
    explanation: """
      A destination may be relative, or begin with `https://`, `http://` or `mailto:`. Everything \
      else is taken out of the page and the text stays: other schemes can run script or start \
      programs, `//host` and its backslash variants leave the site although they look like paths, \
      and a user name in front of a host hides where a link leads. Entities and control \
      characters are decoded before the check.
      """,
    remedy: "Write the full `https://` address, or a path relative to the file.",
    example: "[report](javascript:alert%281%29)")

  /// An image lies on another host.
  public static let markdownRemoteImage = Rule(
    "markdown-remote-image", .warning, "an image lies on another host",
    explanation: """
      A page must be complete without asking any other host, and an image elsewhere tells that \
      host who reads the page. The image becomes a link to its address.
      """,
    remedy: "Put the image beside the page and refer to it by a relative path.",
    example: "![build status](https://ci.example/badge.svg)")

  /// Characters that reorder the text around them.
  public static let markdownBidiControl = Rule(
    "markdown-bidi-control", .warning, "an invisible character changes the order of the text",
    explanation: """
      Bidirectional controls (U+202A to U+202E, U+2066 to U+2069) can make text and code read \
      differently from what they are. They are shown as a visible marker instead.
      """,
    remedy: "Remove the character; right-to-left text does not need it.",
    example: "A code block in which U+202E stands inside a comment.")

  /// Bytes that are not UTF-8.
  public static let markdownEncoding = Rule(
    "markdown-encoding", .warning, "a file is not valid UTF-8",
    explanation: "Bytes that are not UTF-8 are shown as U+FFFD, so letters are missing.",
    remedy: "Save the file as UTF-8.",
    example: "A file in Latin-1 with an accented letter.")

  /// HTML in Markdown.
  public static let markdownRawHTML = Rule(
    "markdown-raw-html", .note, "raw HTML is left out",
    explanation: """
      HTML tags in Markdown do not reach the page, because a page must not contain script or \
      markup that a reviewer of text has not seen. The text between inline tags stays. Comments \
      are dropped without a finding. One finding a file points at the first tag.
      """,
    remedy: "Use Markdown, or an embed such as `{{> matrix}}` where a view is wanted.",
    example: "Press <kbd>Enter</kbd>.")

  /// A short code among other words.
  public static let misplacedShortCode = Rule(
    "misplaced-short-code", .warning, "a short code stands inside a text",
    explanation: """
      A short code shows a view only where it is a paragraph of its own: a table or a diagram has no \
      place inside a sentence, a heading or a cell. Elsewhere it would appear as it is written.
      """,
    remedy: """
      Put the short code on a line of its own with empty lines around it, or write it as code.
      """,
    example: "The coverage is {{> coverage}} today.")

  /// Markup of another site generator.
  public static let foreignSyntax = Rule(
    "foreign-syntax", .warning, "the syntax of another site generator",
    explanation: """
      Front matter in TOML between lines of `+++`, short codes such as `{{< figure >}}`, and \
      anchors in braces behind a heading are dialects of other generators. Here they are text like \
      any other, and readers would see them. The first on a page is reported.
      """,
    remedy: """
      Write front matter in YAML between lines of `---`, use this site's short codes, and link to \
      headings by the anchors that GitHub gives them.
      """,
    example: "## Set-up {#install}")
}
