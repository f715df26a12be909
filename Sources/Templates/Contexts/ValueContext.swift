/// Where a value stands, and so how it is written.
enum ValueContext: UInt8, Sendable {
  /// Between tags of HTML or SVG: text is escaped, markup goes through.
  case text
  /// Between tags in `{{{ }}}`: markup only.
  case markup
  /// Between tags of XML: text is escaped, and so is markup, as feeds want it.
  case feedText
  /// In a quoted attribute, or in a title: text only.
  case quoted
  /// The start of a URL: its scheme is checked.
  case urlStart
  /// After a part of a URL that may still become its scheme: no colon is let through.
  case urlOpen
  /// In the path of a URL.
  case urlPath
  /// In the query or fragment of a URL: encoded as one component.
  case urlQuery
  /// The address of a script, style sheet or frame: only URLs that we made.
  case urlTrusted
  /// Inside the quotes of a JSON string.
  case jsonString
  /// In place of a whole JSON value.
  case jsonValue
  /// Where Python is code: a word or a number.
  case pythonCode
  /// Between the quotes of a text of Python, of one line or of several.
  case pythonText, pythonLongText
  /// Where PowerShell is code: a word or a number; and between its single quotes.
  case powerShellCode, powerShellText
  /// Where settings are names and values: a word or a number.
  case word
  /// Between double quotes of TOML, and of YAML.
  case tomlText, yamlText
  /// In a comment that ends with its line.
  case comment
  /// In Markdown: text at the start of a line, and elsewhere.
  case markdownStart, markdownText
  /// In Markdown: between backticks or in a fence, in an address, in a comment.
  case markdownCode, markdownAddress, markdownComment
  /// No escaping at all.
  case plain
}

/// Why a value may not stand somewhere, and what to do instead.
struct ContextRefusal: Error, Equatable {
  var text: String
  var fix: String
}

/// The language of a template, from its file extension.
enum TemplateLanguage: Equatable, Sendable {
  case html, svg, xml, json, python, powerShell, toml, yaml, markdown, plain

  init(path: String) {
    switch path.split(separator: ".").last {
    case "html", "htm": self = .html
    case "svg": self = .svg
    case "xml", "atom", "rss": self = .xml
    case "json": self = .json
    case "py": self = .python
    case "ps1", "psm1": self = .powerShell
    case "toml": self = .toml
    case "yaml", "yml": self = .yaml
    case "md": self = .markdown
    default: self = .plain
    }
  }

  /// Whether a template of this language may stand inside one of the other.
  func fits(into other: TemplateLanguage) -> Bool {
    self == other || (self == .svg && other == .html)
  }
}
