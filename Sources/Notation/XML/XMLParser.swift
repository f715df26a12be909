public import SourceText

/// Reads XML 1.0 in UTF-8, within limits and without document types.
///
/// A `<!DOCTYPE` ends the reading: entities, external files and default values all begin there.
/// XInclude is never processed; its elements are elements like any other.
public enum XMLParser {
  /// The document of a file.
  public static func parse(_ file: SourceFile, limits: XMLLimits = .report) -> ParsedXML {
    let lines = LineMap(file)
    guard file.bytes.count <= limits.bytes else {
      let summary = "expected at most \(limits.bytes) bytes, found \(file.bytes.count)"
      let found = Diagnostic(.xmlLimit, at: .file(file.path), summary, fix: "split the file")
      return ParsedXML(root: nil, diagnostics: [found], lines: lines)
    }
    let events = XMLEvents(limits)
    events.read(file.bytes)
    let found = events.fault.map { fault in
      let place = min(max(0, fault.offset), file.bytes.count)
      return Diagnostic(
        fault.rule, at: lines.range(place, min(place + 1, file.bytes.count)), fault.summary,
        fix: fault.fix)
    }
    return ParsedXML(root: events.root, diagnostics: found.map { [$0] } ?? [], lines: lines)
  }
}
