public import Analysis
public import SourceText

/// A report on a change that the project keeps, as `throughline report pr` has written it.
public struct ComparedChange: Sendable {
  /// The file that holds it.
  public var path: String
  /// Of the file's bytes.
  public var fingerprint: Fingerprint
  /// What it says.
  public var report: ChangeReport

  /// A report by its file.
  public init(path: String, fingerprint: Fingerprint, report: ChangeReport) {
    self.path = path
    self.fingerprint = fingerprint
    self.report = report
  }

  /// The file's name without its extension: `pr-12`.
  var name: String {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    return file.hasSuffix(".json") ? String(file.dropLast(".json".count)) : file
  }
}
