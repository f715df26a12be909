import Foundation
import SourceText
import Testing

/// Mistakes that Grafana takes without a word, each planted into a dashboard that has none.
@Suite struct `Mistakes in dashboards` {
  static let valid = """
    {
      "title": "Deliveries", "uid": "deliveries", "schemaVersion": 39, "editable": false,
      "time": {"from": "now-6h", "to": "now"},
      "templating": {"list": [{"name": "source", "type": "datasource", "query": "prometheus"}]},
      "panels": [
        {
          "id": 1, "type": "gauge", "title": "Delivered",
          "datasource": {"type": "prometheus", "uid": "${source}"},
          "gridPos": {"x": 0, "y": 0, "w": 12, "h": 8},
          "targets": [
            {"refId": "A", "expr": "sum(rate(delivered_total[$__rate_interval]))"},
            {"refId": "B", "expr": "sum(rate(refused_total[$__rate_interval]))"}
          ],
          "fieldConfig": {"defaults": {"unit": "percentunit", "min": 0, "max": 1, "thresholds": {
            "mode": "absolute",
            "steps": [{"color": "red", "value": null}, {"color": "green", "value": 0.9}]
          }}},
          "options": {"showThresholdMarkers": true}
        },
        {
          "id": 2, "type": "timeseries", "title": "Waiting",
          "datasource": {"type": "prometheus", "uid": "${source}"},
          "gridPos": {"x": 12, "y": 0, "w": 12, "h": 8},
          "targets": [{"refId": "A", "expr": "waiting_deliveries", "legendFormat": "waiting"}],
          "fieldConfig": {"defaults": {"unit": "short"}}
        }
      ]
    }
    """

  struct Mistake: CustomTestStringConvertible, Sendable {
    var old: String
    var new: String
    /// Where it is found, counted from 1.
    var line: Int
    var words: String

    init(_ old: String, _ new: String, _ line: Int, _ words: String) {
      (self.old, self.new, self.line, self.words) = (old, new, line, words)
    }

    var testDescription: String { words }
  }

  static let mistakes = [
    Mistake("\"title\": \"Deliveries\", ", "", 0, "the dashboard has no title"),
    Mistake("\"title\": \"Deliveries\"", "\"titel\": \"Deliveries\"", 2, "\"titel\" is not a key"),
    Mistake("\"uid\": \"deliveries\"", "\"uid\": \"all the deliveries\"", 2, "gets no address"),
    Mistake(": 39", ": \"new\"", 2, "expected a whole number as schemaVersion"),
    Mistake(": 39", ": 99", 2, "the schemaVersion 99"),
    Mistake("\"from\": \"now-6h\", ", "", 3, "texts \"from\" and \"to\""),
    Mistake("\"name\": \"source\"", "\"name\": \"origin\"", 8, "the variable \"source\""),
    Mistake("\"id\": 2", "\"id\": 1", 21, "the number 1 of another panel"),
    Mistake("\"id\": 2", "\"id\": \"two\"", 21, "has to be a whole number"),
    Mistake("\"type\": \"gauge\", ", "", 7, "has no type"),
    Mistake("\"timeseries\"", "\"timeserie\"", 21, "no type of a panel"),
    Mistake(", \"title\": \"Waiting\"", "", 20, "has no title"),
    Mistake("\"title\": \"Waiting\"", "\"tittle\": \"Waiting\"", 21, "\"tittle\" is not a key"),
    Mistake("{\"type\": \"prometheus\", \"uid\": \"${source}\"}", "\"x\"", 8, "is a text"),
    Mistake(
      "\"y\": 0, \"w\": 12, \"h\": 8", "\"y\": 0, \"w\": 12, \"h\": 0", 9, "outside the grid"),
    Mistake("\"x\": 12", "\"x\": 13", 23, "outside the grid"),
    Mistake("\"x\": 12", "\"x\": 11", 23, "on top of another panel"),
    Mistake("\"x\": 12, ", "", 23, "needs whole numbers"),
    Mistake("\"gridPos\": {\"x\": 12, \"y\": 0, \"w\": 12, \"h\": 8},", "", 21, "has no gridPos"),
    Mistake("\"refId\": \"B\"", "\"refId\": \"A\"", 12, "are called \"A\""),
    Mistake("\"refId\": \"B\", ", "", 12, "has no refId"),
    Mistake("\"expr\": \"waiting_deliveries\"", "\"expr\": \"\"", 24, "is empty"),
    Mistake(
      "[{\"refId\": \"A\", \"expr\": \"waiting_deliveries\", \"legendFormat\": \"waiting\"}]", "[]",
      21,
      "has no query"),
    Mistake("waiting_deliveries\"", "waiting{job=\\\"$job\\\"}\"", 24, "the variable \"job\""),
    Mistake("waiting_deliveries\"", "sum(waiting\"", 24, "a bracket is not closed"),
    Mistake("\"percentunit\"", "\"percentunits\"", 14, "no unit that Grafana has"),
    Mistake("\"max\": 1", "\"max\": 0", 14, "is not above the lowest"),
    Mistake("\"value\": null", "\"value\": 0.95", 16, "do not rise"),
    Mistake("\"value\": null", "\"value\": 0", 16, "the first threshold"),
    Mistake("{\"color\": \"green\", \"value\": 0.9}", "{\"value\": 0.9}", 16, "has no colour"),
    Mistake("showThresholdMarkers", "showTresholdMarkers", 18, "not a key of options of a gauge"),
    Mistake("\"min\": 0", "\"minn\": 0", 14, "not a key of fieldConfig.defaults"),
  ]

  @Test func `a dashboard without any has no finding`() {
    #expect(Operated(["d.json": Self.valid]).messages("dashboard-format").isEmpty)
  }

  @Test(arguments: mistakes)
  func `are found where they are`(_ mistake: Mistake) throws {
    let start = try #require(Self.valid.range(of: mistake.old))
    let text = Self.valid.replacingCharacters(in: start, with: mistake.new)
    let found = Operated(["d.json": text]).findings("dashboard-format")
    #expect(
      found.contains { $0.summary.contains(mistake.words) && $0.range.line == mistake.line },
      "\(found.map { "\($0.range.line): \($0.summary)" })")
  }

  /// One mistake may show in two ways, and none may hide behind a flood.
  @Test(arguments: mistakes)
  func `say little`(_ mistake: Mistake) {
    let text = Self.valid.replacingOccurrences(of: mistake.old, with: mistake.new)
    #expect(Operated(["d.json": text]).messages("dashboard-format").count <= 4)
  }

  @Test(arguments: ["39", "30"])
  func `variables of every spelling are known, and Grafana's own`(_ version: String) {
    let text = Self.valid.replacingOccurrences(of: ": 39", with: ": \(version)")
      .replacingOccurrences(
        of: "waiting_deliveries\"",
        with: "w{a=\\\"$source\\\",b=\\\"${source:csv}\\\",c=\\\"[[source]]\\\"}[$__range]\"")
    #expect(Operated(["d.json": text]).messages("dashboard-format").isEmpty)
  }
}
