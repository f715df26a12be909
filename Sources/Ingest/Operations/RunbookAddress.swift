import SourceText

/// The files of a project that the address of a runbook may mean.
enum RunbookAddress {
  /// Paths relative to the project, each with its anchor, nearest first; empty for an address of
  /// somewhere else.
  static func targets(_ address: String, from folder: String) -> [String] {
    let parts = address.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = parts.first, !address.contains("{{"), address.utf8.count < 2_000 else {
      return []
    }
    let anchor = parts.count > 1 && !parts[1].isEmpty ? "#\(decoded(parts[1]))" : ""
    let place = String(first.prefix { $0 != "?" })
    let paths: [String?]
    if place.contains("://") {
      paths = [repositoryPath(place)]
    } else if place.isEmpty {
      return []
    } else {
      let whole = place.hasPrefix("/") ? String(place.drop { $0 == "/" }) : place
      paths = around(folder).map { clean($0.isEmpty ? whole : "\($0)/\(whole)") }
    }
    var found: [String] = []
    for path in paths.compactMap({ $0 }) where !found.contains(path + anchor) {
      found.append(path + anchor)
    }
    return found
  }

  /// A folder and those round it, nearest first: the root of a repository may be any of them.
  private static func around(_ folder: String) -> [String] {
    var folders = [folder]
    var rest = folder[...]
    while let slash = rest.lastIndex(of: "/"), folders.count < 12 {
      rest = rest[..<slash]
      folders.append(String(rest))
    }
    return folder.isEmpty ? folders : folders + [""]
  }

  /// What follows `/blob/main/` and the like in the address of a file on a forge.
  private static func repositoryPath(_ address: String) -> String? {
    for mark in ["/blob/", "/tree/", "/src/branch/", "/raw/"] {
      guard let range = address.firstRange(of: mark) else { continue }
      let rest = address[range.upperBound...]
      guard let slash = rest.firstIndex(of: "/") else { continue }
      return clean(decoded(rest[rest.index(after: slash)...]))
    }
    return nil
  }

  /// A path without `.` and `..`; `nil` for one that leaves the project or names no file.
  static func clean(_ path: String) -> String? {
    var parts: [Substring] = []
    for part in path.split(separator: "/") {
      if part == "." { continue }
      if part == ".." {
        if parts.popLast() == nil { return nil }
      } else {
        parts.append(part)
      }
    }
    let result = parts.joined(separator: "/")
    let isPlain = result.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F && $0 != 0x5C }
    return result.isEmpty || !isPlain ? nil : result
  }

  private static func decoded(_ text: Substring) -> String {
    SARIFReading.projectPath(String(text)) ?? String(text)
  }
}
