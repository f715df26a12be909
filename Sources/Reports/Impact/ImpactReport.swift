public import Analysis
public import SourceText
import TraceModel

extension ImpactPreview {
  /// The preview for people: what is reached in groups, then the lines that state the old value.
  public func renderText(into buffer: inout ByteBuffer) {
    buffer.append(visible: "\(subject.key.name): \(subject.title)")
    buffer.append("\n")
    for effect in Effect.allCases {
      let group = ends.filter { $0.effect == effect }
      guard !group.isEmpty else { continue }
      buffer.append("\n\(group.count) \(effect.rawValue):\n")
      for end in group { render(end, into: &buffer) }
    }
    if ends.isEmpty { buffer.append("nothing is linked with it\n") }
    guard let change else { return }
    let linked = lines.filter(\.isLinked)
    if !linked.isEmpty { render(linked, "", "in what is linked with it ", change, into: &buffer) }
    let more = isCut ? " and more" : ""
    render(
      lines.filter { !$0.isLinked }, more, linked.isEmpty ? "" : "elsewhere ", change, into: &buffer
    )
  }

  private func render(
    _ lines: [Line], _ more: String, _ place: String, _ change: ValueChange,
    into buffer: inout ByteBuffer
  ) {
    let verb = lines.count == 1 && more.isEmpty ? "line \(place)states" : "lines \(place)state"
    buffer.append("\n\(lines.count)\(more) \(verb) ")
    buffer.append(visible: change.old.text)
    buffer.append(lines.isEmpty ? "\n" : ":\n")
    for line in lines {
      buffer.append("  ")
      buffer.append(visible: "\(line.path):\(line.number): \(line.text)")
      buffer.append("\n")
    }
  }

  private func render(_ end: End, into buffer: inout ByteBuffer) {
    let place = end.place
    buffer.append("  ")
    let title = place.key.kind == .sourceRange ? "" : " \(place.title)"
    buffer.append(visible: "\(place.range.description): \(place.key.kind.label)\(title)")
    buffer.append(visible: " (\(end.link))")
    buffer.append("\n")
  }

  /// The preview for programs; `version` counts changes of the form.
  public func renderJSON(into buffer: inout ByteBuffer) {
    var json = JSONWriter(into: buffer, indentation: 2)
    json.object { json in
      json.member("version", 1)
      json.object("subject") { write(subject, &$0) }
      json.member("old", change?.old.text)
      json.member("new", change?.new.text)
      json.array("ends") { json in
        for end in ends {
          json.object { json in
            write(end.place, &json)
            json.member("link", end.link)
            json.member("effect", end.effect.rawValue)
          }
        }
      }
      json.array("lines") { json in
        for line in lines {
          json.object { json in
            json.member("path", line.path)
            json.member("line", line.number)
            json.member("text", line.text)
            json.member("linked", line.isLinked)
          }
        }
      }
      json.member("cut", isCut)
    }
    buffer = json.buffer
    buffer.append("\n")
  }

  private func write(_ place: ChangeFinding.Place, _ json: inout JSONWriter) {
    json.member("kind", place.key.kind.rawValue)
    json.member("scope", place.key.scope.path)
    json.member("id", place.key.id)
    json.member("title", place.title)
    json.member("path", place.range.path)
    json.member("line", Int(place.range.line))
  }
}
