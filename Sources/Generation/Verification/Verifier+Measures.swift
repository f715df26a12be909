import SourceText

extension VerificationWork {
  private var measures: [(file: FoundArtifact, measure: Measure)] {
    artifacts.filter { $0.kind == .observability }.flatMap { file in
      MeasureReading.measures(in: file.file).map { (file, $0) }
    }
  }

  /// The lines that alerts and panels draw, beside the figures of their constraints.
  mutating func checkMeasures() {
    for (file, measure) in measures {
      for id in measure.ids where !known.contains(id) {
        add(
          .unknownMark, file, measure.line,
          "\"\(measure.name.prefix(80))\" is for \(id.prefix(60)), which the manifold does not declare",
          fix: nearestName(to: id, among: known.sorted()).map { "write \"\($0)\"" })
      }
      guard let stated = figures(measure.ids), !measure.limits.isEmpty else { continue }
      let isSame = measure.limits.contains { limit in
        stated.values.contains { abs($0 - limit) < 1e-9 * max(1, abs($0)) }
      }
      guard !isSame else { continue }
      let drawn = measure.limits.map(decimalText).joined(separator: ", ")
      add(
        .measureDiffers, file, measure.line,
        "\"\(measure.name.prefix(80))\" draws its line at \(drawn); \(stated.id) states "
          + "\(stated.text)")
    }
    for artifact in artifacts where artifact.kind == .code || artifact.kind == .test {
      checkMarks(artifact)
    }
  }

  private mutating func checkMarks(_ file: FoundArtifact) {
    let tests = file.tests.map {
      ($0.test.constraints + $0.test.failureModes, $0.test.line)
    }
    for (ids, line) in file.marks.map({ ($0.ids, $0.lines.lowerBound) }) + tests {
      for id in ids where !known.contains(id) {
        add(
          .unknownMark, file, line,
          "the mark names \(id.prefix(60)), which the manifold does not declare",
          fix: nearestName(to: id, among: known.sorted()).map { "write \"\($0)\"" })
      }
    }
  }

  /// The figure of the first constraint that states one, in every unit that a query may use.
  private func figures(_ ids: [String]) -> (id: String, text: String, values: [Double])? {
    let manifold = input.request.manifold
    for item in manifold.constraints + manifold.criteria where ids.contains(item.item.id) {
      for found in item.classifications {
        guard Self.bounded.contains(found.archetype), let limit = found.figures.limit else {
          continue
        }
        var values = [limit.value] + (found.figures.metricLimit.map { [$0] } ?? [])
        switch limit.quantity {
        // A share that is to be reached is missed by what is left of it.
        case .share, .quantile:
          values += values.flatMap { [$0 * 100, 1 - $0, 100 - $0 * 100] }
        case .duration: values += [1000, 1 / 60.0, 1 / 3600.0].map { limit.value * $0 }
        // A panel turns red where the first too many is reached.
        case .count: values.append(limit.value + 1)
        }
        return (item.item.id, limit.text, values)
      }
    }
    return nil
  }

  private static let bounded: Set<Archetype> = [
    .ratioGoal, .latencyGoal, .rateLimit, .timeWindow, .retryBound,
  ]

  // MARK: what nobody asked for

  mutating func findUnspecified() {
    let expected = Dictionary(input.expected.artifacts.map { ($0.path, $0) }) { a, _ in a }
    for file in artifacts where file.kind != nil {
      let names = Set(expected[file.path]?.tests.map(\.name) ?? [])
      for test in file.tests where !names.contains(test.test.name) {
        let ids = test.test.constraints + test.test.failureModes
        if ids.isEmpty { addUnspecified(file, test.test.line, "the test \(test.test.name)") }
      }
      guard expected[file.path] == nil else { continue }
      let isAskedFor = file.marks.contains { !known.isDisjoint(with: $0.ids) }
      if file.kind == .code, !isAskedFor, !file.file.bytes.isEmpty, file.python != nil {
        addUnspecified(file, 1, "the program \(file.path)")
      }
    }
    let generated = Set(
      input.expected.artifacts.filter { $0.planned.kind == .observability }.flatMap {
        MeasureReading.measures(in: SourceFile(path: $0.path, bytes: $0.bytes)).map(\.name)
      })
    for (file, measure) in measures where measure.isAlert && known.isDisjoint(with: measure.ids) {
      guard !generated.contains(measure.name) else { continue }
      addUnspecified(file, measure.line, "the alert \"\(measure.name.prefix(80))\"")
    }
  }

  private mutating func addUnspecified(_ file: FoundArtifact, _ line: Int, _ what: String) {
    result.unspecified.append(
      PatternCheck.Location(path: file.path, line: line, code: file.text(line)))
    add(.artifactUnspecified, file, line, "no constraint asks for \(what)")
  }
}
