/// The dependencies that Package.swift declares, read from its text.
///
/// Only as much of the manifest's shape is understood as it uses: `module("Name", ["A", "B"])`, and
/// `.executableTarget(name: "Name", dependencies: […])`.
struct ManifestText {
  /// Module name to the names in its list of dependencies.
  let dependencies: [String: Set<String>]

  init(_ source: String) {
    var found: [String: Set<String>] = [:]
    for start in ["module(", ".executableTarget("] {
      for call in source.components(after: start) {
        let arguments = call.prefix { $0 != ")" }
        let names = arguments.quoted
        guard let name = names.first else { continue }
        let list = arguments.drop { $0 != "[" }.prefix { $0 != "]" }
        found[name] = Set(list.quoted)
      }
    }
    dependencies = found
  }
}

extension StringProtocol {
  /// The text behind each occurrence of a word, up to the end.
  func components(after word: String) -> [SubSequence] {
    indices.filter { self[$0...].hasPrefix(word) }.map { self[$0...].dropFirst(word.count) }
  }

  /// What stands between double quotes.
  var quoted: [String] {
    split(separator: "\"", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 1 }.map { String($0.element) }
  }
}
