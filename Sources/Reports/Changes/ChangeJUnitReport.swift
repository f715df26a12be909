import Analysis
import SourceText
import TraceModel

extension ChangeReport {
  /// Each constraint of the head as a test case, a suite for each manifold, and one case for the
  /// change as a whole, so that the suites fail when the report does.
  func renderJUnit(_ style: ChangeStyle, into buffer: inout ByteBuffer) {
    let scopes = Dictionary(grouping: constraints) { $0.place.key.scope }
    let failures = constraints.count { $0.outcome == .failed } + (isFailed ? 1 : 0)
    buffer.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
    buffer.append("<testsuites name=\"\(OwnReport.tool)\" tests=\"\(constraints.count + 1)\"")
    buffer.append(" failures=\"\(failures)\" errors=\"0\" time=\"0\">\n")
    renderWhole(into: &buffer)
    for (scope, members) in scopes.sorted(by: { $0.key < $1.key }) {
      renderSuite(scope.path, members, style, into: &buffer)
    }
    buffer.append("</testsuites>\n")
  }

  private func renderWhole(into buffer: inout ByteBuffer) {
    let suite = OwnReport.suite
    buffer.append("  <testsuite name=\"\(suite)\" tests=\"1\" failures=\"\(isFailed ? 1 : 0)\"")
    buffer.append(" errors=\"0\" skipped=\"0\" time=\"0\">\n")
    buffer.append("    <testcase classname=\"\(suite)\" name=\"\(OwnReport.wholeCase)\"")
    buffer.append(" time=\"0\">\n")
    if isFailed { buffer.append(failure: headline, type: "failed") }
    buffer.append("    </testcase>\n  </testsuite>\n")
  }

  private func renderSuite(
    _ name: String, _ members: [JudgedConstraint], _ style: ChangeStyle,
    into buffer: inout ByteBuffer
  ) {
    let failures = members.count { $0.outcome == .failed }
    let skipped = members.count { $0.outcome == .accepted }
    buffer.append("  <testsuite")
    buffer.append(attribute: "name", name.isEmpty ? "project" : name)
    buffer.append(" tests=\"\(members.count)\" failures=\"\(failures)\" errors=\"0\"")
    buffer.append(" skipped=\"\(skipped)\" time=\"0\">\n")
    for member in members { member.render(name, style, into: &buffer) }
    buffer.append("  </testsuite>\n")
  }
}

extension ChangeReport.JudgedConstraint {
  fileprivate enum Outcome { case passed, failed, accepted }

  /// A constraint that lacks nothing has passed, whatever its kind of support.
  fileprivate var outcome: Outcome {
    guard lack != nil || verdict <= .gap else { return .passed }
    return isAccepted ? .accepted : .failed
  }

  fileprivate func render(
    _ suite: String, _ style: ChangeStyle, into buffer: inout ByteBuffer
  ) {
    buffer.append("    <testcase")
    buffer.append(attribute: "classname", suite.isEmpty ? "project" : suite)
    buffer.append(
      attribute: "name", place.title.isEmpty ? place.key.id : "\(place.key.id) \(place.title)")
    if !place.range.path.isEmpty {
      buffer.append(attribute: "file", style.common.pathPrefix + place.range.path)
    }
    if place.range.line > 0 { buffer.append(" line=\"\(place.range.line)\"") }
    buffer.append(" time=\"0\">\n      <properties>\n")
    for (name, value) in properties { buffer.append(property: name, value) }
    buffer.append("      </properties>\n")
    let message = lack ?? "the verdict is \(verdict.word)"
    switch outcome {
    case .passed: break
    case .failed: buffer.append(failure: message, type: verdict.word)
    case .accepted:
      buffer.append("      <skipped")
      buffer.append(attribute: "message", "accepted for a while: \(message)")
      buffer.append("/>\n")
    }
    buffer.append("    </testcase>\n")
  }

  private var properties: [(String, String)] {
    // No name by which readers of results link a test: a verdict must not become its own proof.
    [("throughline.constraint", place.key.name), ("verdict", verdict.word)]
      + (type.map { [("type", $0.rawValue)] } ?? [])
  }
}

extension ByteBuffer {
  fileprivate mutating func append(attribute name: StaticString, _ value: String) {
    append(" ")
    append(name)
    append("=\"")
    append(escaped: oneLine(value))
    append("\"")
  }

  fileprivate mutating func append(property name: String, _ value: String) {
    append("        <property")
    append(attribute: "name", name)
    append(attribute: "value", value)
    append("/>\n")
  }

  fileprivate mutating func append(failure message: String, type: String) {
    append("      <failure")
    append(attribute: "message", message)
    append(attribute: "type", type)
    append("/>\n")
  }
}
