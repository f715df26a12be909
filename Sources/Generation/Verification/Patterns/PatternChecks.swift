import SourceText

/// A check with the finding that it becomes when it does not hold.
struct CheckedPattern {
  var check: PatternCheck
  var row: PatternRow
  /// Where a missing pattern is missed; `nil` for nowhere in particular.
  var file: FoundArtifact?
  var line: Int?
}

/// One row of the table: what is looked for, for which archetype, and what it means.
struct PatternRow: Sendable {
  /// Whom a row is for.
  enum Subject: Sendable {
    case archetype(Archetype)
    case mode(FailureArchetype)
    case everyProgram
  }

  /// A line of a program.
  struct Place: Sendable, Hashable {
    var file: Int
    var line: Int
    /// What this place has, where the row's own words are too general.
    var text: String?

    init(_ file: Int, _ line: Int, _ text: String? = nil) {
      (self.file, self.line, self.text) = (file, line, text)
    }
  }

  var name: String
  var subject: Subject
  var rule: Rule
  /// What is looked for, in words.
  var pattern: String
  /// `nil` for a pattern that has to be there.
  var fault: String?
  var fix: String?
  var find: @Sendable (PatternScope) -> [Place]

  /// A pattern that has to be there.
  static func needs(
    _ name: String, _ archetype: Archetype, _ pattern: String,
    _ find: @escaping @Sendable (PatternScope) -> [Place]
  ) -> PatternRow {
    PatternRow(
      name: name, subject: .archetype(archetype), rule: .patternMissing, pattern: pattern,
      fault: nil, fix: nil, find: find)
  }

  /// A pattern that must not be there.
  static func forbids(
    _ name: String, _ subject: Subject, _ rule: Rule, _ pattern: String, _ fault: String,
    fix: String? = nil, _ find: @escaping @Sendable (PatternScope) -> [Place]
  ) -> PatternRow {
    PatternRow(
      name: name, subject: subject, rule: rule, pattern: pattern, fault: fault, fix: fix, find: find
    )
  }
}

/// Every check that the archetypes of a manifold ask for.
struct PatternChecks {
  private(set) var all: [CheckedPattern] = []

  init(_ work: VerificationWork) {
    let programs = work.code
    guard !programs.isEmpty else { return }
    let manifold = work.input.request.manifold
    for row in PatternTable.rows {
      var items: [ClassifiedItem] = []
      var ids: [String] = []
      switch row.subject {
      case .everyProgram: break
      case .archetype(let archetype):
        items = manifold.items(of: archetype)
        ids = items.map(\.item.id)
        // What is only a side of a demand asks for no pattern of its own.
        if row.fault == nil, !items.contains(where: { $0.archetype == archetype }) { continue }
        if items.isEmpty { continue }
      case .mode(let mode):
        ids = manifold.modes(of: mode).map(\.id)
        if ids.isEmpty { continue }
      }
      let scope = PatternScope(programs: programs, ids: ids, items: items)
      all.append(Self.check(row, scope, programs))
    }
  }

  private static func check(
    _ row: PatternRow, _ scope: PatternScope, _ programs: [FoundArtifact]
  ) -> CheckedPattern {
    var seen: Set<PatternRow.Place> = []
    let places = row.find(scope).filter { seen.insert($0).inserted }
    let locations = places.prefix(50).map { place in
      PatternCheck.Location(
        path: programs[place.file].path, line: place.line,
        code: programs[place.file].text(place.line), fault: place.text)
    }
    let check = PatternCheck(
      name: row.name, ids: scope.ids, pattern: row.pattern, isAnti: row.fault != nil,
      locations: Array(locations))
    let marked = scope.ranges.first
    let workflow = programs.first { $0.python?.workflows.isEmpty == false }
    return CheckedPattern(
      check: check, row: row, file: marked.map { programs[$0.file] } ?? workflow ?? programs.first,
      line: marked?.lines.lowerBound)
  }
}
