import Analysis
import Foundation
import Reports
import Testing

@Suite struct ChangeSchemaTests {
  /// Where the guide publishes it; `THROUGHLINE_RECORD=1` writes it, and the test still fails.
  private static let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("content/guide/report.schema.json")

  @Test func `the published schema is the one that the program prints`() throws {
    if ProcessInfo.processInfo.environment["THROUGHLINE_RECORD"] == "1" {
      try ChangeReport.schema.write(to: Self.file, atomically: true, encoding: .utf8)
      Issue.record("recorded \(Self.file.lastPathComponent); review the diff")
    }
    #expect(try String(contentsOf: Self.file, encoding: .utf8) == ChangeReport.schema)
  }

  @Test func `the schema names every member that is written, and no other`() throws {
    let schema = try #require(json(ChangeReport.schema) as? [String: Any])
    var report = richReport()
    report.findings[6].subject.page = "a.html"
    report.findings[6].subject.isGone = true
    report.findings[6].because = String(repeating: "a", count: 64)
    let written = try #require(json(rendered(report, as: .json)) as? [String: Any])
    #expect(try members(schema) == Set(written.keys))
    let definitions = try #require(schema["$defs"] as? [String: [String: Any]])
    let finding = try #require((written["findings"] as? [[String: Any]])?[6])
    #expect(try members(definitions["finding"]) == Set(finding.keys))
    let place = try #require(finding["subject"] as? [String: Any])
    #expect(try members(definitions["place"]) == Set(place.keys).union(["root"]))
    #expect(try members(definitions["range"]) == Set((place["at"] as? [String: Any] ?? [:]).keys))
    let side = try #require(written["base"] as? [String: Any])
    #expect(try members(definitions["side"]) == Set(side.keys))
    let line = try #require((written["budget"] as? [[String: Any]])?[0])
    #expect(try members(definitions["budgetLine"]) == Set(line.keys))
    let constraint = try #require((written["constraints"] as? [[String: Any]])?[2])
    #expect(try members(definitions["constraint"]) == Set(constraint.keys))
  }

  private func json(_ text: String) throws -> Any {
    try JSONSerialization.jsonObject(with: Data(text.utf8))
  }

  private func members(_ schema: [String: Any]?) throws -> Set<String> {
    Set(try #require(schema?["properties"] as? [String: Any]).keys)
  }
}
