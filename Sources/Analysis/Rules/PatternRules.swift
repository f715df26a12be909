public import SourceText

/// What makes a registry of patterns whole.
public enum PatternRules {
  /// Every rule of this file, in the order declared.
  public static let all: [Rule] = [
    .patternFields, .patternDocID, .patternFile, .patternHeader, .patternLink, .patternJoin,
    .patternAbsolutePath, .patternLayout, .patternUnregistered, .patternClaim, .patternExample,
    .patternSidecar, .patternMapping, .patternShape,
  ]
}

extension Rule {
  /// An entry without all ten fields: PAT-CHECK-001-011.
  public static let patternFields = Rule(
    "pattern-fields", .warning, "an entry of an index lacks required fields",
    explanation: """
      PAT-CHECK-001-011 demands ten fields of every entry: `doc_id`, `pattern_id`, `name`, \
      `version`, `status`, and the paths of specification, schema, executor, test and examples. A \
      check that only looks for the word `doc_id:` somewhere in the index finds nothing amiss \
      while most entries have none.
      """,
    remedy: "Add the fields that the message names.",
    example:
      "- pattern_id: PAT-RETRY-001\n  name: retry_window\n  spec_path: patterns/specs/a.yaml\n")

  /// A malformed or ambiguous `doc_id`: PAT-CHECK-001-012 and -014, ID-SYS-002 and -101.
  public static let patternDocID = Rule(
    "pattern-doc-id", .warning, "a doc_id cannot serve as a join key",
    explanation: """
      A `doc_id` joins everything that belongs to a pattern, so it must be one of its own, in \
      capital letters and digits joined by single hyphens, short, and without a revision in it. \
      The whole text must have that form: a pattern without anchors accepts anything.
      """,
    remedy: "Correct the id, in the index and in every file that carries it.",
    example: "doc_id: DOC-Retry_window-001\n")

  /// A path that leads nowhere, elsewhere, or to another name: 013, 020, 030, 040, 050, 060.
  public static let patternFile = Rule(
    "pattern-file", .warning, "a file of a pattern is missing, misplaced or misnamed",
    explanation: """
      Every entry names a specification, a schema, an executor, a test and a folder of examples. \
      Each must be there, below the folder meant for it, and carry the pattern's name, so that \
      people and tools find it without looking at the index. Where a file of that name is there \
      with another ending, the message says so.
      """,
    remedy: "Add the file, or correct the path in the index.",
    example: "executor_path: patterns/executors/retry_window_executor.py   # only a .ps1 is there\n"
  )

  /// A specification without its header: 021.
  public static let patternHeader = Rule(
    "pattern-header", .warning, "a specification lacks fields of its header",
    explanation: """
      PAT-CHECK-001-021 demands `doc_id`, `pattern_id`, `name`, `version`, `role: spec`, \
      `schema_ref` and `executor_ref` of every specification, so that a tool that is given one \
      finds the rest without the index.
      """,
    remedy: "Add the fields that the message names.",
    example: "pattern_id: PAT-RETRY-001\nname: retry_window\nversion: 1.0.0\n")

  /// A file that carries no `doc_id`: 031, 032, 041, 051, 061, ID-SYS-001.
  public static let patternLink = Rule(
    "pattern-link", .warning, "a file of a pattern carries no doc_id",
    explanation: """
      Executors and tests carry a `DOC_LINK:` in a comment, examples a `doc_id`, schemas one of \
      their own or in a file beside them. A file without any can only be found by its path or by \
      the label `pattern_id`, and neither survives a rename.
      """,
    remedy: "Add the `doc_id` of the entry.",
    example: "# Executor of retry_window (PAT-RETRY-001), without a DOC_LINK\n")

  /// Files of one pattern with different ids: 022, 033, 042, 052, 062, 070.
  public static let patternJoin = Rule(
    "pattern-join", .warning, "files of a pattern do not share its doc_id",
    explanation: """
      Everything that belongs to a pattern resolves to one `doc_id`, the entry's. Where a file \
      carries another, or the entry carries none, a tool that joins by `doc_id` does not find the \
      file, whatever its name says.
      """,
    remedy: "Give the entry and all its files the same `doc_id`.",
    example: "# DOC_LINK: DOC-RETRY-002     # the entry says DOC-RETRY-001\n")

  /// An absolute path: 023, 043.
  public static let patternAbsolutePath = Rule(
    "pattern-absolute-path", .note, "a file of a pattern names an absolute path",
    explanation: """
      A path with a drive letter or a home folder means something on one machine. Specifications \
      and executors should name paths relative to the repository, or join by `doc_id`.
      """,
    remedy: "Write the path relative to the repository.",
    example: #"schema_ref: "C:\Projects\patterns\schemas\retry_window.schema.json""#)

  /// The registry as a whole: 001, 002, 010, 063.
  public static let patternLayout = Rule(
    "pattern-layout", .warning, "a registry is not laid out as it should be",
    explanation: """
      A registry is a folder `patterns` with the six folders `registry`, `specs`, `schemas`, \
      `executors`, `examples` and `tests`, and a valid `registry/PATTERN_INDEX.yaml`. A test that \
      carries the `doc_id` of one pattern is named after it, so that tests of several patterns can \
      be told apart.
      """,
    remedy: "Add the folder or the index that the message names, or rename the test.",
    example: "patterns/specs/retry_window.pattern.yaml    # and no patterns/registry/\n")

  /// A specification that the index does not know.
  public static let patternUnregistered = Rule(
    "pattern-unregistered", .warning, "a specification is in no index",
    explanation: """
      An index is the list of what there is. A specification below its registry that no entry \
      leads to is found by nobody who asks the index, and checked by none of its requirements.
      """,
    remedy: "Add an entry for it, or delete it.",
    example: "patterns/specs/orphan.pattern.yaml    # no entry has it as spec_path\n")

  /// A figure or word that the files deny.
  public static let patternClaim = Rule(
    "pattern-claim", .warning, "what a document states of a registry differs from its files",
    explanation: """
      Totals in the index, numbers of files in plans, and every requirement that a report ticks \
      off are computed again from the files. A report that says "full compliance" is believed no \
      more than its table is.
      """,
    remedy: "Correct the statement, or the files. Better still, leave it out: it is computed.",
    example: "metadata:\n  total_patterns: 24      # the list below has 33\n")

  /// An example that its own specification would refuse.
  public static let patternExample = Rule(
    "pattern-example", .warning, "an example does not satisfy its pattern's own specification",
    explanation: """
      A specification says which inputs an instance must give, of which type, how many elements \
      a list has at least, and which words are allowed. An example that breaks this teaches how \
      not to use the pattern.
      """,
    remedy: "Complete the example, or correct the specification.",
    example: "{\"doc_id\": \"DOC-RETRY-001\", \"pattern_id\": \"PAT-RETRY-001\", \"inputs\": {}}\n")

  /// A sidecar that links what is not there.
  public static let patternSidecar = Rule(
    "pattern-sidecar", .warning, "a sidecar links a file that is not there",
    explanation: """
      The file beside a schema names the schema that it is about and the other files of its \
      pattern. Where one of them is missing, the join that the sidecar is there for leads nowhere.
      """,
    remedy: "Correct the path, or add the file.",
    example: "schema_path: patterns/schemas/gone.schema.json\ndoc_id: DOC-RETRY-001\n")

  /// A mapping that the index contradicts.
  public static let patternMapping = Rule(
    "pattern-mapping", .warning, "a mapping of ids differs from the index",
    explanation: """
      A file that maps each `pattern_id` to a `doc_id` says what the index says once more. Where \
      the index has another `doc_id`, or none, a tool gets a different answer from each.
      """,
    remedy: "Put the `doc_id` into the index, or correct the mapping.",
    example: "{\"PAT-RETRY-001\": \"DOC-RETRY-002\"}\n")

  /// An entry that the registry's own schema refuses.
  public static let patternShape = Rule(
    "pattern-shape", .warning, "the registry's own schema refuses entries of its index",
    explanation: """
      `PATTERN_INDEX.schema.json` says which keys an entry must have and which words they may \
      hold. Keys, enumerations and constants are checked here; patterns of text are not. An index \
      that most of its own schema refuses shows that nobody validates it.
      """,
    remedy: "Correct the entries, or allow in the schema what is meant to be allowed.",
    example: "status: spec_only      # the schema allows draft, active, deprecated\n")
}
