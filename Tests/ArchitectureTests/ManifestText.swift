/// The dependencies that Package.swift declares, read from its text.
///
/// Only as much of the manifest's shape is understood as it uses: `module("Name", ["A", "B"])`, and
/// `.target(name: "Name", … dependencies: ["A", "B"] …)`, the same for executables.
struct ManifestText {
  /// Module name to the names in its list of dependencies.
  let dependencies: [String: Set<String>]

  init(_ source: String) {
    var found: [String: Set<String>] = [:]
    for arguments in source.arguments(of: "module(") {
      let names = arguments.quoted
      if let name = names.first { found[name] = Set(names.dropFirst()) }
    }
    for call in [".target(", ".executableTarget("] {
      for arguments in source.arguments(of: call) {
        guard let name = arguments.quoted.first else { continue }
        let list = arguments.texts(after: "dependencies:").first?.prefix { $0 != "]" }
        found[name] = Set(list?.quoted ?? [])
      }
    }
    dependencies = found
  }
}

extension StringProtocol {
  /// The text behind each occurrence of a word, up to the end.
  func texts(after word: String) -> [SubSequence] {
    indices.filter { self[$0...].hasPrefix(word) }.map { self[$0...].dropFirst(word.count) }
  }

  /// What stands between the parentheses of each call.
  func arguments(of call: String) -> [SubSequence] {
    texts(after: call).map { text in
      var depth = 1
      return text.prefix { character in
        if character == "(" { depth += 1 }
        if character == ")" { depth -= 1 }
        return depth > 0
      }
    }
  }

  /// What stands between double quotes.
  var quoted: [String] {
    split(separator: "\"", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 1 }.map { String($0.element) }
  }
}
