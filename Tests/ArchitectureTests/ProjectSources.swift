import Foundation

/// The project's own Swift files, as they lie on disk.
enum ProjectSources {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

  /// Swift files below a folder of the project, sorted, relative to that folder.
  static func swiftFiles(below folder: String) throws -> [String] {
    let all = try FileManager.default.subpathsOfDirectory(atPath: "\(root)/\(folder)")
    return all.filter { $0.hasSuffix(".swift") && !$0.contains("/Fixtures/") }.sorted()
  }

  static func text(_ path: String) throws -> String {
    try String(contentsOfFile: "\(root)/\(path)", encoding: .utf8)
  }

  /// Folders directly below Sources/.
  static func targets() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: "\(root)/Sources").sorted()
  }
}
