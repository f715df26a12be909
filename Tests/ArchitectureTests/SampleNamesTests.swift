import Foundation
import Testing

/// Generation knows kinds of demands and no demand: nothing of a sample manifold is written into it.
@Suite struct `Names of samples` {
  /// Folders in which no sample may be known.
  static let folders = ["Sources/Generation", "site-templates/artifacts"]

  /// Features, ids that could only be a sample's, names of metrics, incidents.
  static func names() throws -> Set<String> {
    let folder = "\(ProjectSources.root)/content/manifolds"
    var names: Set<String> = []
    for file in try FileManager.default.contentsOfDirectory(atPath: folder) {
      // Our own manifold is about this program, whose words are everywhere.
      if file.hasPrefix("throughline") { continue }
      let stem = String(file.prefix { $0 != "." })
      let feature = stem.hasSuffix("-outcome") ? String(stem.dropLast(8)) : stem
      let words: [String] = feature.split(separator: "-").map(String.init)
        .filter { !($0.first == "v" && $0.count == 2) }
      names.insert(feature)
      names.insert(words.joined(separator: "-"))
      names.insert(words.joined(separator: "_"))
      names.insert(words.map { $0.capitalized }.joined())
      let text = try String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8)
      for line in text.split(separator: "\n") { names.formUnion(distinctive(in: line)) }
    }
    return names
  }

  private static func distinctive(in line: Substring) -> [String] {
    let words = line.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-") }.map(
      String.init)
    var found: [String] = []
    for (index, word) in words.enumerated() {
      let before = index > 0 ? words[index - 1] : ""
      let isID = before == "id" && word.contains("_") && !word.hasPrefix("SOL_")
      let isMetric = (before == "metric" || before == "metric_name") && word.contains("_")
      if isID || isMetric || word.hasPrefix("INC-") { found.append(word) }
    }
    return found
  }

  @Test(arguments: folders)
  func `no name of a sample occurs where manifolds are turned into programs`(
    folder: String
  ) throws {
    let names = try Self.names()
    #expect(names.isSuperset(of: ["payment-retry", "PaymentRetry", "F_NEW_1", "INC-2024-089"]))
    let root = "\(ProjectSources.root)/\(folder)"
    guard let files = FileManager.default.enumerator(atPath: root) else { return }
    for case let file as String in files {
      guard let text = try? String(contentsOfFile: "\(root)/\(file)", encoding: .utf8) else {
        continue
      }
      for name in names where text.contains(name) {
        Issue.record("\(folder)/\(file) holds \(name), which belongs to a sample")
      }
    }
  }
}
