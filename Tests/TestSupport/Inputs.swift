import Foundation

/// Folders of input files outside the project, named by environment variables.
///
/// An unset variable skips the tests that need it, visibly; a set one whose folder is missing fails.
public enum Inputs {
  /// Real files: `THROUGHLINE_CORPORA`.
  public static let corpora = Inputs.folder("THROUGHLINE_CORPORA")
  /// Malicious files with their `MANIFEST.tsv`: `THROUGHLINE_HOSTILE`.
  public static let hostile = Inputs.folder("THROUGHLINE_HOSTILE")

  /// For `.enabled(if:)`: true as well when the folder is named but missing, so that the test fails.
  public static func isNamed(_ folder: String?) -> Bool { folder != nil }

  /// The bytes of a file below a folder.
  public static func bytes(_ path: String, in folder: String?) throws -> [UInt8] {
    let folder = try folder.orThrow(Missing(path: path))
    return [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(path)")))
  }

  /// Every regular file below a folder, relative and sorted.
  public static func files(below folder: String) throws -> [String] {
    let paths = try FileManager.default.subpathsOfDirectory(atPath: folder)
    return paths.filter {
      var isDirectory: ObjCBool = false
      return FileManager.default.fileExists(atPath: "\(folder)/\($0)", isDirectory: &isDirectory)
        && !isDirectory.boolValue
    }.sorted()
  }

  /// The folder that should hold `path` is not named by its variable.
  public struct Missing: Error {
    /// Relative to the folder.
    public let path: String
  }

  private static func folder(_ variable: String) -> String? {
    ProcessInfo.processInfo.environment[variable].flatMap { $0.isEmpty ? nil : $0 }
  }
}

extension Optional {
  func orThrow(_ error: any Error) throws -> Wrapped {
    guard let self else { throw error }
    return self
  }
}
