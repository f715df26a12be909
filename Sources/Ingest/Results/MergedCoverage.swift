public import SourceText
public import TraceModel

/// What reports of coverage say of single lines: unit and end-to-end tests may each leave their own.
public struct CoverageReports: Sendable {
  private let reports: [(path: String, tally: CoverageTally)]
  private let places: CoveredPlaces

  /// Reads reports, each once.
  ///
  /// - Parameters:
  ///   - files: LCOV or Cobertura; others are passed over.
  ///   - paths: every file of the project, because a report may name one from elsewhere: by an
  ///     absolute path, or from the folder that its tests ran in.
  public init(_ files: [SourceFile], among paths: [String]) {
    reports = files.filter(ResultReader.isCoverage).map {
      ($0.path, ResultReader.report($0).coverage)
    }
    places = CoveredPlaces(reports.isEmpty ? [] : paths)
  }

  /// The lines of some files that any of the reports has seen running.
  ///
  /// - Parameters:
  ///   - programs: the files that count, relative to the project; tests among them do not.
  ///   - lines: how many lines a file has; what a report says of lines behind them is left out.
  /// - Returns: lines over all files together; `nil` when no report speaks of any.
  public func merged(over programs: [String], lines: (String) -> Int?) -> CoverageFacts? {
    let counted = Set(programs.filter(isProgram))
    var sum = CoverageTally()
    for (path, tally) in reports {
      sum.merge(tally, lines: lines) { name in
        places.place(name, for: path).flatMap { counted.contains($0) ? $0 : nil }
      }
    }
    guard !sum.isEmpty else { return nil }
    let (hit, total) = sum.total
    return CoverageFacts(path: "", hit: hit, total: total)
  }
}

/// Neither a test nor a document, a record or a report.
private func isProgram(_ path: String) -> Bool {
  let others = [".md", ".yaml", ".yml", ".json", ".xml", ".info", ".lcov", ".sarif", ".txt"]
  return SourceReader.role(of: path) != .test && !others.contains(where: path.hasSuffix)
}

/// Which file of the project a report means.
private struct CoveredPlaces: Sendable {
  private let paths: Set<String>
  /// By the last part.
  private let byName: [Substring: [String]]

  init(_ paths: [String]) {
    self.paths = Set(paths)
    byName = Dictionary(grouping: paths) { $0.split(separator: "/").last ?? "" }
  }

  /// As seen from the report's folder or one round it, the nearest first; else by the end of the path,
  /// when only one file has it.
  func place(_ name: String, for report: String) -> String? {
    let name = name.hasPrefix("./") ? String(name.dropFirst(2)) : name
    if name.hasPrefix("/") { return absolute(name) }
    var folders = report.split(separator: "/").dropLast()
    while !folders.isEmpty {
      let path = folders.joined(separator: "/") + "/" + name
      if paths.contains(path) { return path }
      folders.removeLast()
    }
    if paths.contains(name) { return name }
    return only(named: name, near: report)
  }

  /// The file whose path ends so: the only one in the nearest folder round the report that has any.
  private func only(named name: String, near report: String) -> String? {
    let found = near(name).filter { $0.hasSuffix("/\(name)") }
    var folders = report.split(separator: "/").dropLast()
    while !found.isEmpty {
      let folder = folders.map { $0 + "/" }.joined()
      let inside = found.filter { $0.hasPrefix(folder) }
      if !inside.isEmpty { return inside.count == 1 ? inside[0] : nil }
      folders.removeLast()
    }
    return nil
  }

  /// Nobody knows where the project lay when the tests ran: the longest end decides.
  private func absolute(_ name: String) -> String? {
    near(name).filter { name.hasSuffix("/\($0)") }.max { $0.utf8.count < $1.utf8.count }
  }

  private func near(_ name: String) -> [String] {
    byName[name.split(separator: "/").last ?? ""] ?? []
  }
}
