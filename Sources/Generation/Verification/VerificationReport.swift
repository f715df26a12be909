import SourceText

/// The account of a verification in the keys of the format's seed, as YAML or JSON.
public struct VerificationReport: Sendable {
  let verification: Verification
  let request: GenerationRequest
  let expected: GeneratedProject
  private let time: String?

  /// - Parameters:
  ///   - verification: what was found.
  ///   - input: what it was found in.
  ///   - time: when, as the caller has decided; `nil` leaves it out.
  public init(_ verification: Verification, of input: VerificationInput, time: String?) {
    self.verification = verification
    request = input.request
    expected = input.expected
    self.time = time
  }

  /// The name that readers of reports know.
  public var fileName: String {
    "\(Generator.identifierPath(request.subject.id))-verification.yaml"
  }

  /// The report as YAML.
  public var yaml: String {
    var text = YAMLText()
    text.comment(fileName)
    text.comment("Written by throughline verify. Every figure is counted; nothing was run.")
    text.blank()
    for (key, value) in sections { value.write(key, to: &text) }
    return text.text
  }

  /// The report as JSON, with a line end.
  public var json: [UInt8] {
    var json = JSONWriter(indentation: 2)
    json.object { json in for (key, value) in sections { value.write(key, to: &json) } }
    return json.buffer.bytes + [0x0A]
  }

  private var sections: [(String, AccountValue)] {
    [
      ("meta", meta), ("constraint_artifact_mapping", mapping),
      ("static_verification", patterns), ("test_coverage_verification", tests),
      ("documentation_verification", documentation),
      ("observability_verification", observability), ("regeneration_proof", proof),
      ("unspecified_artifacts", .list(verification.unspecified.map(location))),
      ("verification_report", report), ("findings", findings),
    ]
  }

  /// Everything that was found, with rule and place.
  private var findings: AccountValue {
    .list(
      verification.diagnostics.map { diagnostic in
        .record([
          ("rule", .text(diagnostic.rule.id)), ("severity", .text(diagnostic.severity.rawValue)),
          ("file", .text(diagnostic.range.path)), ("line", .number(Int(diagnostic.range.line))),
          ("message", .text(diagnostic.summary)),
        ])
      })
  }

  private var meta: AccountValue {
    var entries: [(String, AccountValue)] = [("manifold", .text(request.subject.id))]
    if let option = request.option { entries.append(("option", .text(option.id))) }
    if let time { entries.append(("verified_at", .text(time))) }
    entries.append(("input_hash", .text(request.hash)))
    entries.append(("test_results", .text(verification.hasResults ? "read" : "none")))
    return .record(entries)
  }

  // MARK: mapping

  /// What the plan promises for each constraint, beside what the files hold.
  private var mapping: AccountValue {
    let lines = Dictionary(expected.coverage.constraints.map { ($0.id, $0) }) { a, _ in a }
    return .list(
      verification.constraints.map { item in
        let line = lines[item.id]
        return .record([
          ("constraint_id", .text(item.id)), ("statement", .text(item.statement)),
          ("type", .text(item.type)),
          (
            "expected_in_artifacts",
            .record([
              ("code", .texts((line?.blocks ?? []).map { "\($0.path): \($0.block.name)" })),
              ("tests", .texts(line?.tests ?? [])),
              ("documentation", .texts(planned(item.id, .doc))),
              ("observability", .texts(planned(item.id, .observability))),
            ])
          ),
          (
            "found_in_artifacts",
            .record([
              ("code", .list(item.code.map(location))),
              ("tests", .texts(item.tests.map(\.name))),
              ("documentation", .list(item.documents.map(location))),
              ("observability", .list(item.measures.map(location))),
            ])
          ),
        ])
      })
  }

  func planned(_ id: String, _ kind: ArtifactKind) -> [String] {
    expected.artifacts.filter { $0.planned.kind == kind && $0.measured.contains(id) }.map(\.path)
  }

  func location(_ location: PatternCheck.Location) -> AccountValue {
    .record([
      ("file", .text(location.path)), ("line", .number(location.line)),
      ("code", .text(String(location.code.prefix(160)))),
    ])
  }

  // MARK: the whole

  private var report: AccountValue {
    .record([
      ("summary", summary), ("by_constraint", .list(verification.constraints.map(row))),
      ("by_failure_mode", .list(verification.failureModes.map(modeRow))),
      (
        "action_items",
        .record(
          ActionItem.Severity.allCases.map { severity in
            let items = verification.actions.filter { $0.severity == severity }
            return (severity.rawValue, .texts(items.map(\.text)))
          })
      ),
    ])
  }

  private var summary: AccountValue {
    let count = { (state: FileState) in verification.files.count { $0.state == state } }
    let tests = { (state: TestState) in verification.tests.count { $0.state == state } }
    return .record([
      ("total_constraints", .number(verification.constraints.count)),
      ("fully_satisfied", .number(verification.count(.full))),
      ("partially_satisfied", .number(verification.count(.partial))),
      ("not_satisfied", .number(verification.count(.none))),
      ("overall_status", .text(verification.status)),
      ("tests_passed", .number(tests(.passed))), ("tests_failed", .number(tests(.failed))),
      ("tests_skipped", .number(tests(.skipped))), ("tests_not_run", .number(tests(.notRun))),
      ("files_same", .number(count(.same))), ("files_edited", .number(count(.edited))),
      ("files_replaced", .number(count(.replaced))),
      ("files_protected", .number(count(.protected))), ("files_stale", .number(count(.stale))),
      ("files_missing", .number(count(.missing))),
    ])
  }

  private func row(_ item: VerifiedItem) -> AccountValue {
    let status =
      switch item.level {
      case .full: "✓ FULLY SATISFIED"
      case .partial: "◐ PARTIALLY SATISFIED"
      case .none: "✗ NOT SATISFIED"
      }
    return .record(
      [("id", .text(item.id)), ("statement", .text(item.statement)), ("status", .text(status))]
        + [evidence(item), ("gaps", .texts(item.gaps))])
  }

  private func modeRow(_ item: VerifiedItem) -> AccountValue {
    let status =
      switch item.level {
      case .full: "✓ HANDLED"
      case .partial: "◐ PARTIALLY HANDLED"
      case .none: "✗ NOT HANDLED"
      }
    return .record(
      [("id", .text(item.id)), ("scenario", .text(item.statement)), ("status", .text(status))]
        + [evidence(item), ("gaps", .texts(item.gaps))])
  }

  private func evidence(_ item: VerifiedItem) -> (String, AccountValue) {
    let passed = item.tests.count { $0.state == .passed }
    return (
      "evidence",
      .record([
        ("code", .text(counted(item.code.count, "range"))),
        ("tests", .text("\(passed) of \(item.tests.count) passed")),
        ("docs", .text(counted(item.documents.count, "document"))),
        ("observability", .text(counted(item.measures.count, "alert or panel"))),
      ])
    )
  }
}

/// `1 range`, `3 ranges`.
func counted(_ count: Int, _ noun: String) -> String {
  if count == 1 { return "1 \(noun)" }
  return noun.hasSuffix("panel") ? "\(count) alerts and panels" : "\(count) \(noun)s"
}
