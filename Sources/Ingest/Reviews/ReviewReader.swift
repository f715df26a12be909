import Notation
public import SourceText
public import TraceModel

extension Ingest {
  /// Reads the files of reviews of a project, in the order of their paths.
  public static func readReviews(_ files: [SourceFile]) -> Reviews {
    var reviews = Reviews()
    reviews.isKept = !files.isEmpty
    for file in files.sorted(by: { $0.path < $1.path }) {
      var reading = ReviewReading(file)
      reviews.entries += reading.entries()
      reviews.diagnostics += reading.fields.diagnostics
    }
    return reviews
  }
}

/// One file of reviews while it is read.
struct ReviewReading {
  private(set) var fields: FieldReading

  init(_ file: SourceFile) { fields = FieldReading(file) }

  private static let keys = ["node", "digest", "by", "on", "note", "ends"]
  private static let needed = keys.prefix(4)

  mutating func entries() -> [Reviews.Entry] {
    guard let root = fields.root else { return [] }
    var found: [Reviews.Entry] = []
    for entry in fields.entries(of: root, "a file of reviews") {
      guard entry.key == "reviews" else {
        fields.unknown(entry, in: "a file of reviews", ["reviews"])
        continue
      }
      for node in fields.elements(of: entry.value, "reviews") {
        if let review = read(node) { found.append(review) }
      }
    }
    return found
  }

  private mutating func read(_ node: Node) -> Reviews.Entry? {
    var texts: [String: String] = [:]
    var ends: [String] = []
    var isWhole = true
    for entry in fields.entries(of: node, "an entry of reviews") {
      guard Self.keys.contains(entry.key) else {
        fields.unknown(entry, in: "an entry of reviews", Self.keys)
        continue
      }
      if entry.key == "ends" {
        let faults = fields.diagnostics.count
        let nodes = fields.elements(of: entry.value, "reviews.ends")
        ends = nodes.compactMap { fields.text($0, "reviews.ends") }
        // A list that could not be read must not be taken for all ends.
        let isRead = !ends.isEmpty && ends.count == nodes.count
        isWhole = isWhole && isRead
        if !isRead, fields.diagnostics.count == faults {
          fields.report(
            IngestRules.reviewEntry, entry.value.span,
            "ends names nothing; a review of all ends has no such key")
        }
      } else if let text = fields.text(entry.value, "reviews.\(entry.key)") {
        texts[entry.key] = text
        isWhole = check(text, entry) && isWhole
      }
    }
    let missing = Self.needed.filter { texts[$0] == nil }
    if !missing.isEmpty {
      fields.report(
        IngestRules.reviewEntry, node.span, "a review lacks \(missing.joined(separator: ", "))")
    }
    guard isWhole, missing.isEmpty else { return nil }
    return Reviews.Entry(
      of: texts["node"] ?? "", digest: texts["digest"] ?? "", by: texts["by"] ?? "",
      on: texts["on"] ?? "", note: texts["note"] ?? "", ends: ends, at: fields.range(node))
  }

  private mutating func check(_ text: String, _ entry: Node.Entry) -> Bool {
    switch entry.key {
    case "on": return fields.checkDay(text, entry.value, "on")
    case "digest":
      if text.utf8.count >= Reviews.shortestDigest, text.allSatisfy(\.isHexDigit) { return true }
      fields.report(
        IngestRules.reviewEntry, entry.value.span,
        "digest \"\(text.clipped)\" is not \(Reviews.shortestDigest) or more hexadecimal digits")
      return false
    default: return true
    }
  }
}
