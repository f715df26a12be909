import SourceText

/// Which programs a report of tests speaks of.
///
/// The generated tests write the digest of every program of the project into their report, so that
/// a result counts for the bytes that were run, and for nothing that was changed after.
struct TestedSources {
  /// Of the programs that are there: path, zero byte, digest of the bytes, line end; by path.
  let digest: String

  init(_ files: [SourceFile]) {
    let programs = files.filter { $0.path.hasSuffix(".py") }.sorted {
      $0.path.utf8.lexicographicallyPrecedes($1.path.utf8)
    }
    let lines = programs.map { "\($0.path)\0\(SHA256Digest(of: $0.bytes).description)\n" }
    digest = SHA256Digest(of: Array(lines.joined().utf8)).description
  }

  /// The result is of these very bytes; `nil` when its report does not say.
  func isOf(_ result: ObservedTest) -> Bool? { result.sources.map { $0 == digest } }
}
