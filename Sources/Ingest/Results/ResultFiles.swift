public import SourceText
import TraceModel

/// What can be said of a file of results before it is linked with anything.
extension Ingest {
  /// Whether a file may hold results by its name.
  public static func mayHoldResults(_ path: String) -> Bool {
    [".xml", ".json", ".info", ".lcov", ".sarif"].contains(where: path.hasSuffix)
  }

  /// Whether a file begins like results in one of the formats that are read.
  public static func holdsResults(_ file: SourceFile) -> Bool {
    ResultReader.recognises(file.path, start: file.bytes)
  }

  /// What reading a file of results gives.
  public enum ResultContents: Sendable, Equatable {
    /// Results, or an analysis that has found nothing.
    case some
    /// Nothing, for this reason, as a clause.
    case none(String)
    /// Nothing, because the file breaks off or is damaged: a run that was stopped leaves such a file.
    case damaged(String)
  }

  /// What reading a file as results gives.
  public static func resultContents(of file: SourceFile) -> ResultContents {
    let document = ResultReader.report(file).document
    let found = document.diagnostics
    guard document.items.isEmpty, let first = found.max(by: { $0.severity < $1.severity }) else {
      return .some
    }
    let clause = "holds no results: \(first.summary)"
    return document.isDegraded ? .damaged(clause) : .none(clause)
  }
}
