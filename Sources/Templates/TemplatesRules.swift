public import SourceText

/// The rules of the template language.
public enum TemplatesRules {
  /// Every rule of this module, sorted by id.
  public static let all: [Rule] = [
    .templateBudget, .templateContext, .templateName, .templatePartial, .templateSyntax,
    .templateURL, .templateValue,
  ]
}

extension Rule {
  /// A render did more work, or wrote more, than it may.
  public static let templateBudget = Rule(
    "template-budget", .error, "a template does too much work or writes too much",
    explanation: """
      A render may take a fixed number of steps, write a fixed number of bytes and call partials \
      64 deep. Loops inside loops multiply, so a template of one line can ask for more work than \
      any machine can do; the budget turns that into an error that names the line.
      """,
    remedy: "Loop over fewer items, or let the view compute a shorter list for the page.",
    example: "{{#each items}}{{#each ../items}}{{#each ../../items}}x{{/each}}{{/each}}{{/each}}")

  /// A value stands where no escaping could make it safe.
  public static let templateContext = Rule(
    "template-context", .error, "a value stands where it cannot be made safe",
    explanation: """
      How a value is escaped is decided from the literal text around it: between tags, in a quoted \
      attribute, in a URL, in a JSON string. Inside a script, a style sheet, an event handler, an \
      unquoted attribute, a comment or a tag's own name no escaping is safe, so the template does \
      not compile. Branches of one block have to end in the same context, for the same reason.
      """,
    remedy: """
      Quote the attribute; hand data to scripts in a `data-` attribute or a JSON file; use a class \
      in place of a style.
      """,
    example: "<a href={{url}} onclick=\"{{code}}\">")

  /// A name that the values do not have.
  public static let templateName = Rule(
    "template-name", .error, "a template uses a name that is not there",
    explanation: """
      A name is looked up in the innermost `each` or `with` and nowhere else, as in Handlebars; \
      `../` steps outwards and `@root.` starts at the page's values. A name that is not there is \
      an error, so that a typing mistake never becomes an empty page.
      """,
    remedy: """
      Correct the name, or write `lookup this "name"`, which gives nothing when the name is absent.
      """,
    example: "<h1>{{titel}}</h1>")

  /// A partial that is missing, lies outside the templates, or contains itself.
  public static let templatePartial = Rule(
    "template-partial", .error, "a partial is missing, out of bounds or recursive",
    explanation: """
      `{{> nav}}` names a template: the file itself or one below `partials/`, with the extension \
      of the caller when none is given. A path that leaves the folder, and a partial that comes \
      back to itself, are refused before anything is rendered. A partial starts and ends between \
      tags, so that its escaping does not depend on who calls it.
      """,
    remedy: "Correct the name, add the file, or break the cycle that the message spells out.",
    example: "{{> ../../etc/passwd}}")

  /// A tag that cannot be read.
  public static let templateSyntax = Rule(
    "template-syntax", .error, "a template tag cannot be read",
    explanation: """
      Tags are `{{value}}`, `{{{markup}}}`, `{{#if}}`, `{{#unless}}`, `{{#each}}`, `{{#with}}`, \
      `{{else}}`, `{{> partial}}`, `{{#> layout}}` and `{{! comment }}`. Every block is closed by \
      its own name. Delimiters cannot be changed; `\\{{` writes two braces.
      """,
    remedy: "Correct the tag; the message says what was expected and what was found.",
    example: "{{#if ready}}yes{{/each}}")

  /// A text that is not a safe link.
  public static let templateURL = Rule(
    "template-url", .warning, "a text is not an address that a link may have",
    explanation: """
      A text in `href` or `src` has to be relative or start with `http:`, `https:` or `mailto:`. \
      Anything else, `javascript:` above all, is replaced by `#`.
      """,
    remedy: "Correct the address in the document that it comes from.",
    example: "<a href=\"{{link}}\"> with link = javascript:alert(1)")

  /// A value of the wrong type.
  public static let templateValue = Rule(
    "template-value", .error, "a value has the wrong type for its place",
    explanation: """
      `each` takes a list or a record, `with` a record, `{{{ }}}` markup made by a renderer, and \
      plain tags take text, numbers and truth values. Markup cannot stand in an attribute or a \
      title. Null prints nothing anywhere.
      """,
    remedy: "Use the block that fits the value, or a field of the record.",
    example: "<p>{{items}}</p> with items = a list")
}
