import Reports
import SourceText
import Testing

/// What a file full of faults costs.
@Suite struct ManyFindingsTests {
  /// Linear takes a second or two here, the square of the number more than a minute.
  @Test(arguments: [ReportFormat.text, .json, .github, .sarif])
  func `on one long line are printed in time`(_ format: ReportFormat) {
    let count = 20_000
    let file = SourceFile(
      path: "a.md",
      text: String(repeating: "é0123456789012345678901234567890123456789", count: count))
    let lines = LineMap(file)
    let findings = Findings(
      (0..<count).map { index in
        let range = lines.range(index * 42, index * 42 + 1)
        return Diagnostic(Rule.sample, at: range, "fault \(index)")
      })
    let start = ContinuousClock.now
    var buffer = ByteBuffer()
    findings.render(as: format, into: &buffer) { _ in file }
    #expect(buffer.count > count)
    #expect(ContinuousClock.now - start < .seconds(20))
  }
}

extension Rule {
  fileprivate static let sample = Rule(
    "sample", .error, "a sample", explanation: "Only for tests.", remedy: "None.", example: "x")
}
