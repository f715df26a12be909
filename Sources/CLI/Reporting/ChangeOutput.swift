import Analysis
import Reports
import SourceText

/// Where a report goes, and in which forms.
struct ChangeOutput {
  private let channel: ChangeChannel
  private let file: String?
  private let folder: String?
  private let console: Console

  init(_ invocation: Invocation, _ console: Console) {
    channel = invocation.text(.reportFormat).flatMap(ChangeChannel.init) ?? .text
    file = invocation.text(.output)
    folder = invocation.text(.outputFolder)
    self.console = console
  }

  /// Writes the report; false when a part of it could not be written, which has been said.
  func write(_ report: ChangeReport, _ style: ChangeStyle) -> Bool {
    guard folder.map({ writeAll(report, style, to: $0) }) ?? true else { return false }
    var style = style
    style.common.isColored = console.isColored && channel == .text && file == nil
    let bytes = Self.bytes(report, channel, style)
    guard let file else {
      console.send(bytes, to: .output)
      return true
    }
    return console.write(bytes, to: file)
  }

  /// All forms, each under the name that its reader looks for.
  private func writeAll(_ report: ChangeReport, _ style: ChangeStyle, to folder: String) -> Bool {
    do throws(FileAdder.Refusal) {
      try FileAdder.makeFolder(absolute(folder))
    } catch {
      console.complain("\(CommandTable.program): cannot make \(folder): \(error.clause)")
      return false
    }
    return ChangeChannel.allCases.allSatisfy { channel in
      console.write(Self.bytes(report, channel, style), to: joined(folder, channel.fileName))
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
  /// Writes a file that the user names, and says why when that fails.
  func write(_ bytes: [UInt8], to path: String) -> Bool {
    do throws(FileAdder.Refusal) {
      try FileAdder.replace(file: path, with: bytes)
      return true
    } catch {
      complain("\(CommandTable.program): cannot write \(path): \(error.clause)")
      return false
    }
  }
}
