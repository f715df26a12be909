import Analysis
import Reports
import SourceText

/// Where a report goes, and in which forms.
struct ChangeOutput {
  private let channel: ChangeChannel
  private let file: String?
  private let folder: String?
  private let isDryRun: Bool
  private let console: Console

  init(_ invocation: Invocation, _ console: Console) {
    channel = invocation.text(.reportFormat).flatMap(ChangeChannel.init) ?? .text
    file = invocation.text(.output)
    folder = invocation.text(.outputFolder)
    isDryRun = invocation.isOn(.dryRun)
    self.console = console
  }

  /// Writes the report; false when a part of it could not be written, which has been said.
  func write(_ report: ChangeReport, _ style: ChangeStyle) -> Bool {
    guard folder.map({ writeAll(report, style, to: $0) }) ?? true else { return false }
    var style = style
    style.common.isColored = console.isColored && channel == .text && file == nil
    return hand(Self.bytes(report, channel, style), to: file)
  }

  private func hand(_ bytes: [UInt8], to path: String?) -> Bool {
    guard isDryRun, let path else { return console.hand(bytes, to: path) }
    console.say("\(path) would be written")
    return true
  }

  /// All forms, each under the name that its reader looks for.
  private func writeAll(_ report: ChangeReport, _ style: ChangeStyle, to folder: String) -> Bool {
    ChangeChannel.allCases.allSatisfy { channel in
      hand(Self.bytes(report, channel, style), to: joined(folder, channel.fileName))
    }
  }

  static func bytes(
    _ report: ChangeReport, _ channel: ChangeChannel, _ style: ChangeStyle
  ) -> [UInt8] {
    var buffer = ByteBuffer()
    report.render(as: channel, style: style, into: &buffer)
    return buffer.bytes
  }
}

extension ChangeChannel {
  /// The name of its file in a folder with all forms.
  var fileName: String {
    switch self {
    case .text: "report.txt"
    case .json: "report.json"
    case .comment: "comment.md"
    case .summary: "summary.md"
    case .github: "commands.txt"
    case .sarif: "report.sarif"
    case .codequality: "gl-code-quality-report.json"
    case .annotations: "gl-annotations.json"
    case .junit: "junit.xml"
    case .badge: "badge.svg"
    case .html: "report.html"
    case .checks: "checks.json"
    }
  }
}

/// Files that `--output-dir` has written.
enum OwnReports {
  /// The files of ours, by name, in folders whose `report.json` begins as we write it: nothing else in such a
  /// folder is taken for a part of the report.
  static func files(among paths: [String], contents: (String) -> [UInt8]?) -> Set<String> {
    let name = ChangeChannel.json.fileName
    var found: Set<String> = []
    for path in paths where path == name || path.hasSuffix("/\(name)") {
      guard contents(path)?.starts(with: OwnReport.jsonStart.utf8) == true else { continue }
      let folder = path.dropLast(name.utf8.count)
      found.formUnion(ChangeChannel.allCases.map { folder + $0.fileName })
    }
    return found
  }
}

extension Console {
  /// Prints a result, or writes it where the user says; false when that fails, which has been said.
  func hand(_ bytes: [UInt8], to path: String?) -> Bool {
    if let path { return write(bytes, to: path) }
    send(bytes, to: .output)
    return true
  }

  /// Writes a file that the user names, with the folders it needs, and says why when that fails.
  func write(_ bytes: [UInt8], to path: String) -> Bool {
    do throws(FileAdder.Refusal) {
      let place = absolute(path)
      try FileAdder.makeFolder(String(place[..<(place.lastIndex(of: "/") ?? place.startIndex)]))
      try FileAdder.replace(file: path, with: bytes)
      return true
    } catch {
      complain("\(CommandTable.program): cannot write \(path): \(error.clause)")
      return false
    }
  }
}
