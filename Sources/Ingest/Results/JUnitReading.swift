import Notation
import SourceText
import TraceModel

/// The test cases of a JUnit report, in the dialects of pytest, Swift Testing, Surefire and Go.
///
/// What happened is read from the cases; the counts of a suite are a claim that is compared.
struct JUnitReading {
  private struct Counts {
    var tests = 0
    var failures = 0
    var errors = 0
    var skipped = 0

    mutating func add(_ outcome: TestOutcome) {
      tests += 1
      switch outcome {
      case .passed: break
      case .failed: failures += 1
      case .errored: errors += 1
      case .skipped: skipped += 1
      }
    }

    mutating func add(_ other: Counts) {
      tests += other.tests
      failures += other.failures
      errors += other.errors
      skipped += other.skipped
    }

    func value(of attribute: String) -> Int {
      switch attribute {
      case "tests": tests
      case "failures": failures
      case "errors": errors
      default: skipped
      }
    }
  }

  private struct Suite {
    var path: String
    var file: String?
    var properties: [XMLElement]
  }

  static func read(_ root: XMLElement, _ report: inout ResultDocument) {
    var reading = JUnitReading()
    let outer = Suite(path: "", file: nil, properties: [])
    let counts = reading.readSuite(root, in: outer, &report)
    if counts.tests == 0 {
      report.warn(IngestRules.resultEmpty, root.span, "the report holds no test at all")
    }
  }

  /// A report of ours on a change, by its name and its first case.
  static func isOwn(_ root: XMLElement) -> Bool {
    guard root["name"] == OwnReport.tool, let suite = root.first("testsuite"),
      let test = suite.first("testcase")
    else { return false }
    return suite["name"] == OwnReport.suite && test["classname"] == OwnReport.suite
      && test["name"] == OwnReport.wholeCase
  }

  private mutating func readSuite(
    _ element: XMLElement, in outer: Suite, _ report: inout ResultDocument
  ) -> Counts {
    var suite = outer
    if element.name == "testsuite", let name = element["name"], !name.isEmpty {
      suite.path = suite.path.isEmpty ? name : "\(suite.path)/\(name)"
    }
    suite.file = element["file"] ?? outer.file
    suite.properties += element.first("properties")?.all("property") ?? []
    var counts = Counts()
    for child in element.children {
      switch child.name {
      case "testsuite": counts.add(readSuite(child, in: suite, &report))
      case "testcase": counts.add(readCase(child, in: suite, &report))
      default: break
      }
    }
    compare(counts, with: element, &report)
    return counts
  }

  private func compare(
    _ counts: Counts, with element: XMLElement, _ report: inout ResultDocument
  ) {
    for name in ["tests", "failures", "errors", "skipped"] {
      guard let stated = element[name] else { continue }
      let found = counts.value(of: name)
      guard Int(stated) != found else { continue }
      report.warn(
        IngestRules.resultCounts, element.span,
        "<\(element.name.clipped)> states \(name)=\"\(stated.clipped)\"; its cases give \(found)")
    }
  }

  private func readCase(
    _ element: XMLElement, in suite: Suite, _ report: inout ResultDocument
  ) -> TestOutcome {
    let outcome = Self.outcome(of: element)
    let name = element["name"].flatMap { $0.isEmpty ? nil : $0 }
    if name == nil {
      report.warn(IngestRules.resultValue, element.span, "a test case has no name")
    }
    var facts = TestFacts(
      outcome: outcome, suite: suite.path, file: element["file"] ?? suite.file,
      line: element["line"].flatMap(Int.init).flatMap { $0 > 0 ? $0 : nil },
      seconds: Self.seconds(element["time"]))
    facts.name = name ?? "unnamed"
    facts.className = element["classname"] ?? ""
    let own = element.first("properties")?.all("property") ?? []
    facts.collected = own.last { $0["name"] == "collected" }?["value"].flatMap(Int.init)
    facts.sources = suite.properties.last { $0["name"] == "sources_sha256" }?["value"]
    let owner = facts.className.isEmpty ? suite.path : facts.className
    let id = owner.isEmpty ? facts.name : "\(owner)::\(facts.name)"
    report.add(.test, id, title: facts.name, .test(facts), element.span) { item, range in
      item.links = Self.links(element, suite.properties, facts, range)
      item.statement = Self.message(of: element).map { Prose($0, at: range) }
      item.attributes = Self.remarks(on: element, range)
    }
    return outcome
  }

  /// A case that the file breaks off in has not passed, whatever it would have gone on to say.
  private static func outcome(of element: XMLElement) -> TestOutcome {
    if !element.isClosed || element.first("error") != nil { return .errored }
    if element.first("failure") != nil { return .failed }
    if element.first("skipped") != nil || element.first("disabled") != nil { return .skipped }
    // GoogleTest and others say in a word what they leave out as an element.
    switch (element["status"] ?? element["result"] ?? "").lowercased() {
    case "notrun", "skipped", "disabled", "suppressed", "ignored": return .skipped
    case "failed", "failure", "fail": return .failed
    case "error", "errored", "timeout": return .errored
    default: return .passed
    }
  }

  private static func seconds(_ text: String?) -> Double? {
    guard let text, let value = Double(text), value.isFinite, value >= 0 else { return nil }
    return value
  }

  /// Why it did not pass, as a block of text that nothing in it can leave.
  private static func message(of element: XMLElement) -> String? {
    let reason = ["error", "failure", "skipped"].lazy.compactMap { element.first($0) }.first
    guard let reason else { return nil }
    let parts = [reason["message"] ?? "", reason.text].filter { !$0.isEmpty }
    return parts.isEmpty ? nil : fencedText(parts.joined(separator: "\n\n"))
  }

  private static func remarks(on element: XMLElement, _ range: SourceRange) -> [Attribute] {
    let flakes = element.children.filter { $0.name.hasPrefix("flaky") }.count
    guard flakes > 0 else { return [] }
    return [Attribute("flaky", Prose("failed \(flakes) times before it passed", at: range))]
  }

  // MARK: what a test verifies

  /// Names of properties that say what a test is for.
  static let tracing: Set<String> = [
    "constraint", "constraints", "satisfies", "requirement", "requirements", "req", "verifies",
    "covers", "validates", "scenario", "failure_mode", "failure_modes",
  ]

  private static func links(
    _ element: XMLElement, _ inherited: [XMLElement], _ facts: TestFacts, _ range: SourceRange
  ) -> [DeclaredLink] {
    var links: [DeclaredLink] = []
    var seen: Set<String> = []
    let own = element.first("properties")?.all("property") ?? []
    for property in own + inherited {
      guard let name = property["name"], tracing.contains(name.lowercased()) else { continue }
      let value = property["value"] ?? property.text
      for reference in IDSpelling.references(in: value) where seen.insert(reference.id).inserted {
        links.append(
          DeclaredLink(.verifies, to: reference.id, at: range, remark: reference.remark))
      }
    }
    for id in TestName.ids(in: facts.name) where seen.insert(id).inserted {
      links.append(.optional(.verifies, to: id, at: range, .marked))
    }
    if let file = facts.file {
      links.append(.optional(.references, to: file, at: range, .declared))
    }
    return links
  }
}

/// Text as a Markdown block that shows it unchanged; long texts keep their start.
func fencedText(_ text: String) -> String {
  let limit = 4_000
  let isLong = text.utf8.count > limit
  let shown = isLong ? String(text.unicodeScalars.prefix(limit)) + "\n…" : text
  var longest = 2
  var run = 0
  for byte in shown.utf8 {
    run = byte == 0x60 ? run + 1 : 0
    longest = max(longest, run)
  }
  let fence = String(repeating: "`", count: longest + 1)
  return "\(fence)text\n\(shown)\n\(fence)"
}
