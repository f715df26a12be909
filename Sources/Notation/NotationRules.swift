public import SourceText

/// The rules of this module, for the rule pages and for SARIF.
public enum NotationRules {
  /// Every rule that a parser here reports.
  public static let all: [Rule] = [
    .textEncoding, .controlCharacter, .yamlSyntax, .yamlDuplicateKey, .yamlKey, .yamlMergeKey,
    .yamlTag, .yamlAlias, .yamlDocuments, .yamlLimit, .jsonSyntax, .jsonDuplicateKey, .jsonLimit,
    .xmlSyntax, .xmlDocumentType, .xmlLimit,
  ]
}

extension Rule {
  /// Bytes that are not UTF-8.
  public static let textEncoding = Rule(
    "text-encoding", .error, "the file is not valid UTF-8",
    explanation: """
      Every text file is read as UTF-8. Bytes that are not well formed are reported where they \
      stand, and are never replaced in silence: a repaired id would be a different id. A byte \
      order mark at the start of the file is accepted and skipped.
      """,
    remedy: "Save the file as UTF-8; most editors call this the file's encoding.",
    example: "name: caf\u{FFFD}   # the last letter is one byte of Latin-1")

  /// A control character, raw or as an escape for NUL.
  public static let controlCharacter = Rule(
    "control-character", .error, "a control character stands in the text",
    explanation: """
      Raw control characters other than tab and line ends are invisible in an editor and change \
      what a terminal shows. YAML and JSON forbid them. An escaped NUL is legal in both and \
      refused here all the same, because file names and C libraries end at it.
      """,
    remedy: "Delete the character. Where it is wanted, write an escape such as `\\u001b`.",
    example: #"name: "a\0b""#)

  /// Broken YAML.
  public static let yamlSyntax = Rule(
    "yaml-syntax", .error, "the text is not YAML",
    explanation: """
      The file cannot be read from this place on. Entries of the outermost mapping that follow \
      are still looked through for further faults. The values of a broken file are not used: its \
      pages say that they are degraded, and why.
      """,
    remedy: """
      The usual cause is a value that holds `: `, ` #`, quotes or brackets without being quoted \
      as a whole. Put the whole value in quotes, and indent with spaces.
      """,
    example: #"- content_match: "a|b" (4 matches)"#)

  /// One key twice in a YAML mapping.
  public static let yamlDuplicateKey = Rule(
    "yaml-duplicate-key", .error, "a YAML mapping gives one key twice",
    explanation: """
      YAML forbids it, and readers disagree on which value wins, so two tools would see two \
      different documents. Keys are compared after quotes and escapes are undone. The first value \
      is kept while other faults are looked for.
      """,
    remedy: "Remove one of the two entries, or rename it.",
    example: "name: payments\nowner: team-a\nname: refunds")

  /// A key that is not text.
  public static let yamlKey = Rule(
    "yaml-key", .error, "a YAML key is not text",
    explanation: """
      YAML allows lists, mappings and nothing at all as keys; no other format in a project does, \
      and no reader has a name for them. Numbers are taken as the text they are written as.
      """,
    remedy: "Write the key as text, in quotes if it looks like `~` or `null`.",
    example: "? [B1, B2]\n: resolved")

  /// `<<` as a key.
  public static let yamlMergeKey = Rule(
    "yaml-merge-key", .error, "a YAML mapping uses the merge key",
    explanation: """
      `<<` was an experiment of YAML 1.1 and is not part of YAML 1.2. What it produces depends on \
      the reader, and merging merged mappings grows without bound.
      """,
    remedy: "Write the entries out. To use a key of that name, put it in quotes.",
    example: "defaults: &d {owner: team-a}\nB1:\n  <<: *d")

  /// A tag that is not of the core schema, or does not fit.
  public static let yamlTag = Rule(
    "yaml-tag", .error, "a YAML value has a tag that is not accepted",
    explanation: """
      Tags let a document ask its reader to build objects, which is how YAML files have run \
      programs elsewhere. Only the tags of the core schema are known (`!!str`, `!!int`, `!!float`, \
      `!!bool`, `!!null`, `!!seq`, `!!map`), and they must fit the value.
      """,
    remedy: "Remove the tag. To keep a number as text, put it in quotes.",
    example: "command: !!python/name:os.system x")

  /// An alias without an anchor, or inside its own anchor.
  public static let yamlAlias = Rule(
    "yaml-alias", .error, "a YAML alias names nothing that can be repeated",
    explanation: """
      An alias `*name` repeats the value marked `&name` before it in the same document. This one \
      has no such value before it, or stands inside the value itself.
      """,
    remedy: "Correct the name, define the anchor first, or write the value out.",
    example: "owners: &owners [team-a]\nreviewers: *owner")

  /// More than one document.
  public static let yamlDocuments = Rule(
    "yaml-documents", .error, "a YAML file holds more documents than its reader takes",
    explanation: """
      `---` starts a further document. A reader that takes one would have to drop the others in \
      silence, and what a reviewer sees would not be what is used.
      """,
    remedy: "Give each document a file of its own.",
    example: "name: payments\n---\nname: refunds")

  /// A limit on YAML.
  public static let yamlLimit = Rule(
    "yaml-limit", .error, "a YAML file passes a limit",
    explanation: """
      Manifolds, front matter and configuration are bounded: 1 MiB a file, 64 levels, 100,000 \
      values, 4 MiB of text, 256 KiB for one text. Aliases count as if they were written out, so \
      a small file cannot stand for a large one.
      """,
    remedy: "Split the file, or write out what the aliases repeat where it is needed.",
    example: "a: &a [x, x, x]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]   # and so on")

  /// Broken JSON.
  public static let jsonSyntax = Rule(
    "json-syntax", .error, "the text is not JSON",
    explanation: """
      JSON is read strictly by RFC 8259: no comments, no trailing commas, no single quotes, no \
      `NaN`, no leading zeros, nothing after the value, and no half of a surrogate pair. Readers \
      that accept such things differ in what they make of them.
      """,
    remedy: "Correct the text at the place shown; `python3 -m json.tool` formats what is valid.",
    example: #"{"id": "B1", "priority": 01,}"#)

  /// One key twice in a JSON object.
  public static let jsonDuplicateKey = Rule(
    "json-duplicate-key", .error, "a JSON object gives one key twice",
    explanation: """
      Which value wins depends on the reader, so two tools would see two different documents. Keys \
      are compared after escapes are undone. The first value is kept while other faults are \
      looked for.
      """,
    remedy: "Remove one of the two members, or rename it.",
    example: #"{"name": "payments", "n\u0061me": "refunds"}"#)

  /// A limit on JSON.
  public static let jsonLimit = Rule(
    "json-limit", .error, "a JSON file passes a limit",
    explanation: """
      JSON documents are bounded: 8 MiB a file, 128 levels, 1,000,000 values, 1 MiB for one text.
      """,
    remedy: "Split the file, or nest less deeply.",
    example: "[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]   # and so on")
}
