import Analysis
import Reports
import SourceText
import System

/// `report impact`: what a change of one statement would reach, before anybody makes it.
struct ImpactRun {
  let invocation: Invocation
  let console: Console

  func run() throws -> ExitCode {
    let name = invocation.operands.dropFirst().first ?? ""
    let change = try valueChange()
    let isJSON = try isJSON()
    let present = try PresentProject(invocation, console)
    let assessment = present.reading.assessment
    return write(
      ImpactPreview(
        of: try node(named: name, in: assessment.graph), change: change, in: assessment,
        paths: paths(of: present), contents: { present.contents($0) }),
      isJSON: isJSON)
  }

  /// What a report of ours says of the old value is no place that states it.
  private func paths(of present: PresentProject) -> [String] {
    let paths = present.files.files.map(\.path)
    let own = OwnReports.files(among: paths) { present.contents($0) }
    return paths.filter { !own.contains($0) }
  }

  private func isJSON() throws(SetupFault) -> Bool {
    guard let form = invocation.given[Option.reportFormat.name] else { return false }
    if form.text == ChangeChannel.json.rawValue { return true }
    // What the environment says is meant for reports on changes.
    guard case .flag = form.origin, form.text != ChangeChannel.text.rawValue else { return false }
    throw .usage(
      UsageFault("report impact has the forms text and json, not \(form.text)", verb: "report"))
  }

  private func valueChange() throws(SetupFault) -> ValueChange? {
    guard let text = invocation.text(.valueChange) else { return nil }
    if let change = ValueChange(text) { return change }
    throw .usage(
      UsageFault(
        "--change must be two values with an arrow between, such as \"72 h → 48 h\", not "
          + quoted(text), verb: "report"))
  }

  private func write(_ preview: ImpactPreview, isJSON: Bool) -> ExitCode {
    var buffer = ByteBuffer()
    if isJSON {
      preview.renderJSON(into: &buffer)
    } else {
      preview.renderText(into: &buffer)
    }
    return console.hand(buffer.bytes, to: invocation.text(.output)) ? .clean : .failure
  }
}

extension NameFault {
  /// The fault with what to write instead.
  var sentence: String { summary + (fix.map { "; \($0)" } ?? "") }
}
