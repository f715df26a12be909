public import SourceText

/// Findings about files of registries as they are read.
public enum PatternReadingRules {
  /// Every rule of this file, in the order declared.
  public static let all: [Rule] = [
    .patternEscape, .patternSeparator, .patternProse, .patternRecovered, .patternBackup,
    .patternUnknownFile, .patternEntry, .patternEmptyRegistry,
  ]
}

extension Rule {
  /// A text in double quotes with a backslash that starts no escape.
  public static let patternEscape = Rule(
    "pattern-escape", .warning, "a text in double quotes holds a backslash that is no escape",
    explanation: """
      YAML knows a short list of escapes in double quotes, and a path of another system is full of \
      what is none. In files of a registry such a text is read as if it stood in single quotes, \
      because refusing the whole file would hide everything else that it says.
      """,
    remedy: "Put the text in single quotes, or write `/` between folders.",
    example: #"source_doc: "PROCESSES\Tool agnostic.md""#)

  /// Backslashes between folders.
  public static let patternSeparator = Rule(
    "pattern-separator", .warning, "a path has backslashes between its folders",
    explanation: """
      Paths in a registry are relative to the folder that holds it, with `/` between folders, \
      because every system understands that. A backslash is read as `/`, so that the file is found \
      all the same; other tools will not find it. In double quotes `\\t` and `\\n` are worse: they \
      become a tab and a line end.
      """,
    remedy: "Write `/`.",
    example: #"spec_path: patterns\specs\retry_window.pattern.yaml"#)

  /// Markdown where YAML is expected.
  public static let patternProse = Rule(
    "pattern-prose", .warning, "a specification is prose behind front matter",
    explanation: """
      A specification is data: tools read its inputs and its references. Where the text behind the \
      front matter is no YAML, only the front matter is read, and the inputs are unknown.
      """,
    remedy: "Write the specification as YAML, and keep the prose in a Markdown file beside it.",
    example: "---\npattern_id: PAT-RETRY-001\n---\n# Retry\n\nUse it: whenever you like.\n")

  /// Only the ids of a broken file are known.
  public static let patternRecovered = Rule(
    "pattern-recovered", .warning, "only a few keys of a broken specification are read",
    explanation: """
      The file is no YAML, and the error that says so stands beside this finding. So that the \
      pattern is not lost altogether, the ids and the header are looked for line by line; nothing \
      below an indentation is read.
      """,
    remedy: "Repair the file; the error says where it breaks.",
    example: "pattern_id: PAT-RETRY-001\nintent: retry: again\n")

  /// A copy of an index.
  public static let patternBackup = Rule(
    "pattern-backup", .note, "a copy of an index is not read",
    explanation: """
      Scripts that rewrite an index leave the old one beside it under a longer name. It is no \
      second registry: reading it would declare every pattern twice.
      """,
    remedy: "Delete it; the repository remembers.",
    example: "PATTERN_INDEX.yaml.backup_20251124\n")

  /// A file in a registry that is none of its parts.
  public static let patternUnknownFile = Rule(
    "pattern-unknown-file", .note, "a file lies in a registry and is none of its parts",
    explanation: """
      In the folders of a registry every file has a name that says what it is. One with another \
      name is left alone, and this note is how you learn of it.
      """,
    remedy: "Name it as its folder asks, or move it elsewhere.",
    example: "patterns/examples/readme.json\n")

  /// Something in the list of patterns that is no entry.
  public static let patternEntry = Rule(
    "pattern-entry", .error, "a list of patterns holds something that is no entry",
    explanation: """
      An entry of an index is a mapping with the pattern's ids and the paths of its files; a \
      mapping of ids gives a `doc_id` for each pattern. Anything else cannot be read.
      """,
    remedy: "Write the entry as a mapping, or remove it.",
    example: "patterns:\n  - PAT-RETRY-001\n")

  /// An index without patterns.
  public static let patternEmptyRegistry = Rule(
    "pattern-empty-registry", .error, "an index lists no pattern",
    explanation: """
      A registry without patterns complies with nothing: of no pattern at all, none is complete. \
      An index whose list is missing or only commented out is most likely a draft or a slip.
      """,
    remedy: "Add the first pattern, or remove the index.",
    example: "version: 1.0.0\nmetadata: {total_patterns: 0}\npatterns:\n")
}
