import Notation
import SourceText

extension VerificationWork {
  /// What the folder's own account states, beside the files that it is about.
  mutating func checkReport() {
    guard let file = input.files.first(where: { $0.path == input.expected.report.path }),
      let root = YAMLParser.parse(file, limits: .manifold).root
    else { return }
    let account = Account(file: file, lines: LineMap(file))
    for group in root["artifacts"]?.entries ?? [] {
      for entry in group.value.elements ?? [] { check(entry, account) }
    }
    for group in root["test_generation"]?.elements ?? [] {
      checkTestCounts(group["coverage_report"], account)
    }
    checkCoverage(root, account)
    checkPlannedMeasures(file, account)
  }

  private struct Account {
    var file: SourceFile
    var lines: LineMap
  }

  private mutating func add(_ rule: Rule, _ node: Node, _ account: Account, _ text: String) {
    result.diagnostics.append(Diagnostic(rule, at: account.lines.range(node.span), text))
  }

  // MARK: files

  private mutating func check(_ entry: Node, _ account: Account) {
    guard let node = entry["path"], let path = node.string else { return }
    let isThere = input.files.contains { $0.path == path }
    guard isThere, let found = artifacts.first(where: { $0.path == path }) else {
      // A file of today's plan is missed as such.
      let isPlanned = input.expected.artifacts.contains { $0.path == path }
      if !isPlanned {
        add(
          .reportDiffers, node, account,
          "the account lists \"\(path.prefix(120))\", which is not there"
            + near(path))
      }
      return
    }
    // Of an edited file it has been said already that it differs.
    let state = result.files.first { $0.path == path }?.state
    guard state != .edited, state != .protected else { return }
    let count = ArtifactLines(found.file.bytes).lines.count
    if let stated = entry["lines"]?.int, stated != count {
      add(
        .reportDiffers, entry["lines"] ?? node, account,
        "the account gives \(path) \(stated) lines; the file has \(count)")
    }
    checkMarks(entry, found, account)
  }

  private func near(_ path: String) -> String {
    let name = fileName(path)
    let others = artifacts.map(\.path).filter {
      let other = fileName($0)
      return other.hasSuffix(name) || name.hasSuffix(other)
    }
    return others.first.map { "; \($0) is" } ?? ""
  }

  /// Ids that the account gives a file, and no mark in it.
  private mutating func checkMarks(_ entry: Node, _ found: FoundArtifact, _ account: Account) {
    let stated =
      [("constraints", found.marks.flatMap(\.ids))]
      + [
        ("constraints_tested", found.tests.flatMap(\.test.constraints)),
        ("failure_modes_tested", found.tests.flatMap(\.test.failureModes)),
      ]
    for (key, marks) in stated where found.kind == .code || key != "constraints" {
      guard let node = entry[key] else { continue }
      let missing = (node.elements?.compactMap(\.string) ?? []).filter { !marks.contains($0) }
      guard !missing.isEmpty else { continue }
      add(
        .reportDiffers, node, account,
        "\(found.path) is said to be for \(missing.joined(separator: ", ")), and marks nothing with it"
      )
    }
  }

  /// `- "F1": 1 test` beside the tests that are marked with it.
  private mutating func checkTestCounts(_ report: Node?, _ account: Account) {
    for key in ["constraints_tested", "failure_modes_tested"] {
      for entry in (report?[key]?.elements ?? []).compactMap({ $0.entries?.first }) {
        let digits = entry.value.string?.prefix { $0.isNumber } ?? ""
        let stated = entry.value.int ?? Int(digits)
        let count = result.tests.count {
          ($0.constraints + $0.failureModes).contains(entry.key)
        }
        guard let stated, stated != count else { continue }
        add(
          .reportDiffers, entry.value, account,
          "the account gives \(entry.key.prefix(60)) \(counted(stated, "test")); "
            + "\(count) in the files are marked with it")
      }
    }
  }

  // MARK: coverage, plan

  /// Constraints and failure modes that no list of the coverage names.
  private mutating func checkCoverage(_ root: Node, _ account: Account) {
    let subject = input.request.subject
    let groups = [
      ("constraints", "constraints", subject.constraints.map(\.id)),
      ("failure_modes", "failure modes", subject.failureModes.map(\.id)),
    ]
    for (key, label, ids) in groups {
      guard let lists = root["coverage"]?[key] else { continue }
      let named = Set(
        (lists.entries ?? []).flatMap { $0.value.elements?.compactMap(\.string) ?? [] })
      let silent = ids.filter { !named.contains($0) }
      guard !silent.isEmpty else { continue }
      add(
        .coverageOmits, lists, account,
        "of \(ids.count) \(label) the coverage says nothing of \(silent.joined(separator: ", "))")
    }
  }

  /// Panels and alerts that a plan in the format's own form asks for. Of our own plans the rendered
  /// files say more, and are compared for each constraint.
  private mutating func checkPlannedMeasures(_ file: SourceFile, _ account: Account) {
    let measures = artifacts.filter { $0.kind == .observability }.flatMap {
      MeasureReading.measures(in: $0.file)
    }
    for planned in loosePlan(file) {
      let isAlert = planned.type == .alerts
      guard isAlert || planned.type == .dashboard else { continue }
      let there = Set(measures.filter { $0.isAlert == isAlert }.flatMap(\.ids))
      let missing = planned.constraints.filter { !there.contains($0) }
      guard !missing.isEmpty else { continue }
      result.diagnostics.append(
        Diagnostic(
          .constraintUnobserved, at: .file(file.path),
          "the plan asks for \(isAlert ? "alerts" : "panels") for "
            + "\(missing.joined(separator: ", ")), and there is none"))
    }
  }

  /// Artifacts of a plan without paths.
  private func loosePlan(_ file: SourceFile) -> [PlannedArtifact] {
    let root = YAMLParser.parse(file, limits: .manifold).root
    let nodes = root?["artifact_plan"]?["observability"]?.elements ?? []
    return nodes.filter { $0["path"] == nil }.compactMap { node in
      guard let type = node["type"]?.string.flatMap(ArtifactType.init) else { return nil }
      var planned = PlannedArtifact(kind: .observability, type: type, name: "", path: "")
      let ids = node["metrics_from_constraints"] ?? node["from_constraints"]
      planned.constraints = ids?.elements?.compactMap(\.string) ?? []
      return planned
    }
  }
}
