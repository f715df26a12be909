import SourceText
import TraceModel

/// The files of tests that a project holds, to tell whether the test of a recorded result is still
/// there.
///
/// A project may keep its tests elsewhere, so that a file that is not there is no fault by itself. It is
/// gone where the project reads such files for their marks, or holds other tests in the same folder.
struct TestFiles {
  /// By file name, every path that ends with it.
  private var byName: [Substring: [String]] = [:]
  /// Folders with tests below them, with the ending of their names: `tests .py`.
  private var folders: Set<String> = []

  init(_ files: Set<String>) {
    for path in files {
      let parts = path.split(separator: "/")
      guard let name = parts.last else { continue }
      byName[name, default: []].append(path)
      let ending = Self.ending(of: name)
      guard !ending.isEmpty, SourceReader.role(of: path) == .test else { continue }
      for count in 1..<max(2, parts.count) where count < parts.count {
        folders.insert("\(parts.prefix(count).joined(separator: "/")) \(ending)")
      }
      // A package is named from its own root, wherever that lies.
      for count in 2..<max(3, parts.count) where Self.packaged.contains(ending) {
        folders.insert("\(parts.dropLast().suffix(count).joined(separator: "/")) \(ending)")
      }
    }
  }

  /// Endings of programs whose tests are named by their packages.
  private static let packaged: Set<Substring> = ["java"]

  private static func ending(of name: Substring) -> Substring {
    guard let point = name.lastIndex(of: "."), point != name.startIndex else { return "" }
    return name[name.index(after: point)...]
  }

  /// The file that a result names and the project has lost; `nil` where it is there, or where nobody can
  /// tell.
  func lost(_ facts: TestFacts, _ isSource: (String) -> Bool) -> String? {
    guard let path = Self.path(of: facts), let name = path.split(separator: "/").last else {
      return nil
    }
    guard !(byName[name] ?? []).contains(where: { $0 == path || $0.hasSuffix("/\(path)") }) else {
      return nil
    }
    return isSource(path) || holdsTests(beside: path, Self.ending(of: name)) ? path : nil
  }

  /// In the folder of a path, or the nearest one above it that is there; never in the whole project.
  private func holdsTests(beside path: String, _ ending: Substring) -> Bool {
    let parts = path.split(separator: "/").dropLast()
    return !parts.isEmpty
      && parts.indices.reversed().contains { last in
        folders.contains("\(parts[...last].joined(separator: "/")) \(ending)")
      }
  }

  /// As the report names the file, or else by its class, where the language says which file that is.
  private static func path(of facts: TestFacts) -> String? {
    if var file = facts.file {
      if file.hasPrefix("./") { file.removeFirst(2) }
      // Nobody knows where the project lay when the tests ran.
      return file.hasPrefix("/") || file.contains("..") || file.contains("\\") ? nil : file
    }
    let parts = facts.className.split(separator: ".")
    if let place = parts.firstIndex(where: { $0.hasPrefix("test_") || $0.hasSuffix("_test") }) {
      return parts[...place].joined(separator: "/") + ".py"
    }
    guard parts.count > 1, let name = parts.last?.split(separator: "$").first,
      name.first?.isUppercase == true, ["Test", "Tests", "IT"].contains(where: name.hasSuffix)
    else { return nil }
    return (parts.dropLast() + [name]).joined(separator: "/") + ".java"
  }
}

extension Linker {
  /// Says of each result whether its test is gone, and reports each lost file once for a report.
  mutating func lookUpTests(_ isSource: (String) -> Bool) {
    let tests = nodes.indices.filter { nodes[$0].key.kind == .test }
    guard let projectPaths, !tests.isEmpty else { return }
    let files = TestFiles(projectPaths.files)
    var lost: [[String]: (range: SourceRange, count: Int)] = [:]
    for number in tests {
      guard case .test(var facts) = nodes[number].detail, let path = files.lost(facts, isSource)
      else { continue }
      facts.isGone = true
      nodes[number].detail = .test(facts)
      let range = nodes[number].range
      lost[[range.path, path], default: (range, 0)].count += 1
    }
    for (names, found) in lost {
      let results = found.count == 1 ? "1 result is" : "\(found.count) results are"
      diagnostics.append(
        Diagnostic(
          IngestRules.resultGone, at: found.range,
          "\(results) of \u{201C}\(names[1])\u{201D}, which is not in the project any more"))
    }
  }
}
