import Analysis
import TraceModel

/// Where the pages of one registry live.
struct RegistryPlaces: Sendable {
  /// The pages of one requirement.
  struct CheckPlace: Sendable {
    let result: PatternCompliance.Result
    let list: PagedList
  }

  /// The registry's own page, and further ones when it has many patterns.
  let patterns: PagedList
  let matrix: PagedList
  let checks: [CheckPlace]

  /// Rows of the matrix on one page: each has a cell for every requirement, of three elements.
  private static let matrixRows = 80

  init(_ compliance: PatternCompliance, _ routes: RouteTable) {
    let path = routes[compliance.registry].path
    let folder = String(path.dropLast("index.html".utf8.count))
    patterns = PagedList(path: path, count: compliance.patterns.count)
    matrix = PagedList(
      path: "\(folder)compliance.html", count: compliance.patterns.count, size: Self.matrixRows)
    checks = compliance.results.map { result in
      CheckPlace(
        result: result,
        list: PagedList(
          path: Self.path(of: result.requirement, in: folder), count: result.checks.count))
    }
  }

  /// The page of a requirement, below the registry's folder.
  static func path(of requirement: PatternRequirement, in folder: String) -> String {
    "\(folder)checks/\(requirement.id).html"
  }
}

extension PagedList {
  /// The paths of all pages.
  var paths: [String] { (0..<pageCount).map { path(ofPage: $0) } }
}
