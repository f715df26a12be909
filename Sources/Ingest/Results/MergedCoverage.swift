public import SourceText
public import TraceModel

extension Ingest {
  /// The lines that any of several reports has seen running: unit and end-to-end tests together.
  ///
  /// - Parameters:
  ///   - reports: LCOV or Cobertura; others say nothing.
  ///   - paths: the files that count, relative to the project; tests among them do not. A report may
  ///     name them from elsewhere: by an absolute path, or from the folder that its tests ran in.
  /// - Returns: lines over all files together; `nil` when no report speaks of any.
  public static func mergedCoverage(
    _ reports: [SourceFile], of paths: [String]
  ) -> CoverageFacts? {
    let places = CoveredPlaces(paths.filter { SourceReader.role(of: $0) != .test })
    var sum = CoverageTally()
    for report in reports { sum.merge(ResultReader.report(report).coverage, placed: places.place) }
    guard !sum.isEmpty else { return nil }
    let (hit, total) = sum.total
    return CoverageFacts(path: "", hit: hit, total: total)
  }
}

/// Which file of the project a report means.
private struct CoveredPlaces {
  private let paths: Set<String>
  /// By the last part.
  private let byName: [Substring: [String]]

  init(_ paths: [String]) {
    self.paths = Set(paths)
    byName = Dictionary(grouping: paths) { $0.split(separator: "/").last ?? "" }
  }

  func place(_ name: String) -> String? {
    let name = name.hasPrefix("./") ? String(name.dropFirst(2)) : name
    if paths.contains(name) { return name }
    // The longest end that the two have in common decides, and only when it is the only one.
    let near = byName[name.split(separator: "/").last ?? ""] ?? []
    let isAbsolute = name.hasPrefix("/")
    let found = near.filter { isAbsolute ? name.hasSuffix("/\($0)") : $0.hasSuffix("/\(name)") }
    let longest = found.max { $0.utf8.count < $1.utf8.count }
    return isAbsolute ? longest : found.count == 1 ? longest : nil
  }
}
