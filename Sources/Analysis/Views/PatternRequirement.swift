/// One requirement on a registry of patterns, by the id that its specification gives it.
public struct PatternRequirement: Sendable, Hashable {
  /// How binding it is.
  public enum Level: String, Sendable {
    case must = "MUST"
    case should = "SHOULD"
  }
  /// What is checked.
  public enum Subject: String, Sendable {
    /// The registry as a whole.
    case registry
    /// Each pattern of its index.
    case pattern
    /// Tools and habits, of which files show nothing.
    case practice
  }

  /// `PAT-CHECK-001-011`.
  public let id: String
  /// How binding it is.
  public let level: Level
  /// What it is checked on.
  public let subject: Subject
  /// One line, no full stop: what is required.
  public let title: String

  /// The last part of the id, for narrow columns: `011`, `SYS-101`.
  public var shortID: String {
    id.hasPrefix("PAT-CHECK-001-") ? String(id.suffix(3)) : String(id.dropFirst(3))
  }

  private init(_ id: String, _ level: Level, _ subject: Subject, _ title: String) {
    self.id = id
    self.level = level
    self.subject = subject
    self.title = title
  }

  private static func check(
    _ number: String, _ level: Level, _ subject: Subject, _ title: String
  ) -> PatternRequirement {
    PatternRequirement("PAT-CHECK-001-\(number)", level, subject, title)
  }

  /// Every requirement of PAT-CHECK-001-v2, then those of ID-SYSTEM-SPEC-V1, in their order.
  public static let all: [PatternRequirement] = [
    check("001", .must, .registry, "The registry lies in a folder named patterns"),
    check("002", .must, .registry, "Its six folders are there"),
    check("010", .must, .registry, "PATTERN_INDEX.yaml is there and is valid YAML"),
    check("011", .must, .pattern, "The entry has all ten required fields"),
    check("012", .must, .pattern, "Its doc_id has the format of ID-SYS-101"),
    check("013", .must, .pattern, "Each path leads below the folder meant for it"),
    check("014", .must, .pattern, "It can be joined by a doc_id of its own"),
    check("020", .must, .pattern, "The specification is there, below specs/, with its name"),
    check("021", .must, .pattern, "The specification has all seven fields of its header"),
    check("022", .must, .pattern, "The specification's doc_id is the entry's"),
    check("023", .should, .pattern, "The specification names no absolute path"),
    check("030", .must, .pattern, "The schema is there, below schemas/, with its name"),
    check("031", .should, .pattern, "The schema holds a doc_id itself"),
    check("032", .must, .pattern, "The schema or a sidecar gives a doc_id"),
    check("033", .must, .pattern, "The schema's doc_id is the entry's"),
    check("040", .must, .pattern, "The executor is there, below executors/, with its name"),
    check("041", .must, .pattern, "The executor has a DOC_LINK"),
    check("042", .must, .pattern, "The executor's doc_id is the entry's"),
    check("043", .should, .pattern, "The executor names no absolute path"),
    check("050", .must, .pattern, "The folder of examples is there and holds JSON"),
    check("051", .should, .pattern, "Every example has a doc_id"),
    check("052", .must, .pattern, "Every example's doc_id is the entry's"),
    check("060", .must, .pattern, "A test is named after the pattern"),
    check("061", .must, .pattern, "Every test has a DOC_LINK"),
    check("062", .must, .pattern, "Every test's doc_id is the entry's"),
    check("063", .should, .registry, "Tests of one pattern can be told from those of several"),
    check("070", .must, .pattern, "All files of the pattern have one doc_id"),
    check("071", .must, .practice, "Tools join by doc_id"),
    check("072", .should, .practice, "A breaking change gets a new doc_id, or a reason"),
    check("080", .should, .practice, "A script checks every requirement"),
    check("081", .should, .practice, "The script reports by requirement, with totals"),
    check("082", .should, .practice, "The script feeds the audit trail"),
    PatternRequirement("ID-SYS-001", .must, .pattern, "No file is linked by another id alone"),
    PatternRequirement("ID-SYS-002", .must, .pattern, "The doc_id is short and names no revision"),
    PatternRequirement(
      "ID-SYS-101", .must, .pattern, "Every doc_id has the format [A-Z0-9]+(-[A-Z0-9]+)*"),
  ]
}
