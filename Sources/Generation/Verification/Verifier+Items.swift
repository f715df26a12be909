import SourceText
import TraceModel

extension VerificationWork {
  /// Violations become findings at their first line; a missing pattern one at its file.
  mutating func report(_ checks: [CheckedPattern]) {
    for checked in checks where !checked.check.holds {
      let (check, row) = (checked.check, checked.row)
      let whom = check.ids.isEmpty ? "" : " (\(check.ids.joined(separator: ", ")))"
      guard let fault = row.fault else {
        add(
          row.rule, checked.file, checked.line,
          "nothing here has what is needed: \(check.pattern)\(whom)", fix: row.fix)
        continue
      }
      for location in check.locations.prefix(8) {
        let file = artifacts.first { $0.path == location.path }
        let around = check.ids.isEmpty ? ids(around: location, in: file) : []
        let place = around.isEmpty ? whom : " (in a range for \(around.joined(separator: ", ")))"
        add(row.rule, file, location.line, (location.fault ?? fault) + place, fix: row.fix)
      }
    }
  }

  /// What the ranges around a line are marked with.
  private func ids(around place: PatternCheck.Location, in file: FoundArtifact?) -> [String] {
    (file?.marks ?? []).filter { $0.lines.contains(place.line) }.flatMap(\.ids)
      .withoutRepetition
  }

  /// Faults of no archetype that stand in a range for the id.
  private func faults(of id: String, _ checks: [CheckedPattern]) -> [PatternCheck] {
    checks.map(\.check).filter { check in
      check.ids.isEmpty
        && check.locations.contains { place in
          ids(around: place, in: artifacts.first { $0.path == place.path }).contains(id)
        }
    }
  }

  // MARK: constraints

  mutating func verifyConstraints(_ index: MentionIndex, _ checks: [CheckedPattern]) {
    let planned = input.expected.coverage.constraints
    for (classified, line) in zip(input.request.manifold.constraints, planned) {
      let item = classified.item
      var verified = self.item(item, index, checks)
      verified.type = item.constraintType?.rawValue ?? ""
      verified.tests = result.tests.filter { $0.constraints.contains(item.id) }
      verified.leftOpen = line.leftOpen
      verified.gaps = gaps(of: verified, line)
      verified.level = level(of: verified)
      reportConstraint(verified, classified, line)
      result.constraints.append(verified)
    }
  }

  private func item(
    _ item: SubjectItem, _ index: MentionIndex, _ checks: [CheckedPattern]
  ) -> VerifiedItem {
    VerifiedItem(
      id: item.id, statement: item.statement, type: "", code: index.code[item.id] ?? [],
      tests: [], documents: index.documents[item.id] ?? [],
      measures: index.measures[item.id] ?? [],
      checks: checks.map(\.check).filter { $0.ids.contains(item.id) } + faults(of: item.id, checks),
      gaps: [], level: .none)
  }

  private func gaps(of item: VerifiedItem, _ line: GenerationCoverage.Line) -> [String] {
    var gaps = item.leftOpen
    if item.code.isEmpty, line.measured.isEmpty || !line.blocks.isEmpty {
      gaps.append("no code is marked with it")
    }
    gaps += testGaps(item.tests)
    if item.documents.isEmpty, isPlanned(item.id, in: .doc) {
      gaps.append("no document explains it")
    }
    if item.measures.isEmpty, isPlanned(item.id, in: .observability) {
      gaps.append("neither a panel nor an alert watches it")
    }
    gaps += item.checks.filter { !$0.holds }.map { check in
      check.isAnti ? "\(check.name): \(check.pattern)" : "\(check.name) is missing"
    }
    return gaps + editGaps(item.id)
  }

  private func testGaps(_ tests: [VerifiedTest]) -> [String] {
    guard !tests.isEmpty else { return ["no test is marked with it"] }
    let states: [(TestState, String)] = [
      (.failed, "failed"), (.skipped, "skipped"), (.notRun, "without a result"),
    ]
    let empty = tests.count { $0.isEmpty }
    return states.compactMap { state, word in
      let count = tests.count { $0.state == state }
      return count == 0 ? nil : "\(count) of \(tests.count) tests \(word)"
    } + (empty == 0 ? [] : ["\(empty) of \(tests.count) tests assert nothing"])
  }

  /// What became of files that the id rests on. A change to a program that is marked with nothing may
  /// touch everything.
  private func editGaps(_ id: String) -> [String] {
    let harness = foreignHarness.map { "\($0) is not of the plan, and can change what tests do" }
    return harness + result.files.compactMap { editGap(id, $0) }
  }

  private func editGap(_ id: String, _ file: ProvenFile) -> String? {
    if file.state == .same { return nil }
    let isProgram = file.path.hasSuffix(".py")
    let isTouched = file.touched.contains(id) || isProgram && file.touched.isEmpty
    let planned = input.expected.artifacts.first { $0.path == file.path }?.planned
    let isPlanned =
      isProgram && (planned.map { $0.constraints + $0.failureModes }?.contains(id) ?? false)
    switch file.state {
    case .edited: return isTouched ? "\(file.path) was changed by hand" : nil
    case .replaced: return isTouched ? "another file stands in place of \(file.path)" : nil
    // Programs that are meant to differ are proven by results of these very bytes; tests by nothing.
    case .protected where planned?.kind == .test && isTouched:
      return "\(file.path) was changed by hand, and is what would prove it"
    case .stale: return isPlanned ? "\(file.path) is not what today's manifold gives" : nil
    case .missing: return isPlanned ? "\(file.path) is missing" : nil
    case .same, .protected: return nil
    }
  }

  func isPlanned(_ id: String, in kind: ArtifactKind) -> Bool {
    input.expected.artifacts.contains { artifact in
      artifact.planned.kind == kind && artifact.measured.contains(id)
    }
  }

  private func level(of item: VerifiedItem) -> VerificationLevel {
    if item.gaps.isEmpty { return .full }
    let isBroken =
      item.tests.contains { $0.state == .failed } || item.checks.contains { !$0.holds && $0.isAnti }
    let hasSomething = !item.code.isEmpty || !item.tests.isEmpty || !item.measures.isEmpty
    return isBroken || !hasSomething ? .none : .partial
  }

  private mutating func reportConstraint(
    _ item: VerifiedItem, _ classified: ClassifiedItem, _ line: GenerationCoverage.Line
  ) {
    let range = classified.item.range
    let needsCode = line.measured.isEmpty || !line.blocks.isEmpty
    if item.code.isEmpty, needsCode {
      note(.constraintWithoutCode, range, "no code is marked with \(item.id)", line)
    }
    if item.tests.isEmpty {
      note(.constraintWithoutTest, range, "no test is marked with \(item.id)", line)
    }
    if item.documents.isEmpty, isPlanned(item.id, in: .doc) {
      note(.constraintUndocumented, range, "no document explains \(item.id)", nil)
    }
    if item.measures.isEmpty, isPlanned(item.id, in: .observability) {
      note(.constraintUnobserved, range, "neither a panel nor an alert watches \(item.id)", nil)
    }
  }

  /// What the generation itself says it cannot cover is known, and a note.
  private mutating func note(
    _ rule: Rule, _ range: SourceRange, _ text: String, _ line: GenerationCoverage.Line?
  ) {
    let reason = line?.reason
    result.diagnostics.append(
      Diagnostic(
        rule, at: range, reason.map { "\(text): \($0.rawValue)" } ?? text,
        severity: reason == nil ? nil : .note))
  }

  // MARK: failure modes

  mutating func verifyFailureModes(_ index: MentionIndex, _ checks: [CheckedPattern]) {
    for mode in input.request.subject.failureModes {
      var verified = item(mode, index, checks)
      verified.tests = result.tests.filter { $0.failureModes.contains(mode.id) }
      // What prevents a failure is as good as what handles it: the code of what it threatens.
      let threatened = mode.targets(.threatens)
      if verified.code.isEmpty {
        verified.code = threatened.flatMap { index.code[$0] ?? [] }
      }
      verified.gaps = modeGaps(verified, mode)
      verified.level = level(of: verified)
      reportMode(verified, mode)
      result.failureModes.append(verified)
    }
  }

  private func modeGaps(_ item: VerifiedItem, _ mode: SubjectItem) -> [String] {
    var gaps: [String] = []
    if item.code.isEmpty { gaps.append("no code handles it") }
    gaps += item.tests.isEmpty ? ["no test provokes it"] : testGaps(item.tests)
    if item.documents.isEmpty { gaps.append("no document says what to do") }
    gaps += item.checks.filter { !$0.holds }.map { "\($0.name): \($0.pattern)" }
    return gaps + editGaps(mode.id)
  }

  private mutating func reportMode(_ item: VerifiedItem, _ mode: SubjectItem) {
    var open: [String] = []
    if item.code.isEmpty { open.append("handled by no code") }
    if item.tests.isEmpty { open.append("provoked by no test") }
    if !open.isEmpty {
      result.diagnostics.append(
        Diagnostic(
          .failureModeOpen, at: mode.range, "\(item.id) is \(open.joined(separator: " and "))"))
    }
    guard item.documents.isEmpty else { return }
    result.diagnostics.append(
      Diagnostic(
        .constraintUndocumented, at: mode.range, "no document says what to do about \(item.id)"))
  }
}
