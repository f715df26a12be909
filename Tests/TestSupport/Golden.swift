import Foundation
public import Testing

/// Compares text with a recorded file beside the test, `Golden/<name>`.
///
/// With `THROUGHLINE_RECORD=1` (`make golden`) the file is written and the test still fails, so that
/// a recording never passes unseen; its diff is reviewed like code.
public func expectGolden(
  _ actual: String, _ name: String, file: String = #filePath,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let folder = URL(fileURLWithPath: file).deletingLastPathComponent().appendingPathComponent(
    "Golden")
  let path = folder.appendingPathComponent(name)
  if ProcessInfo.processInfo.environment["THROUGHLINE_RECORD"] == "1" {
    try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try? actual.write(to: path, atomically: true, encoding: .utf8)
    Issue.record("recorded \(name); review the diff", sourceLocation: sourceLocation)
    return
  }
  guard let expected = try? String(contentsOf: path, encoding: .utf8) else {
    Issue.record("no recording of \(name); run make golden", sourceLocation: sourceLocation)
    return
  }
  if expected != actual {
    let difference = firstDifference(expected, actual)
    Issue.record("\(name) differs: \(difference)", sourceLocation: sourceLocation)
  }
}

private func firstDifference(_ expected: String, _ actual: String) -> String {
  let expected = expected.split(separator: "\n", omittingEmptySubsequences: false)
  let actual = actual.split(separator: "\n", omittingEmptySubsequences: false)
  for line in 0..<max(expected.count, actual.count) {
    let recorded = line < expected.count ? String(expected[line]) : "(end)"
    let produced = line < actual.count ? String(actual[line]) : "(end)"
    if recorded != produced {
      return "line \(line + 1)\n  recorded: \(recorded)\n  produced: \(produced)"
    }
  }
  return "line ends"
}
