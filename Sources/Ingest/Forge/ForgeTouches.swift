import SourceText
import TraceModel

/// The ids that a record names, with where: in its texts, and in lines that it adds or removes.
struct ForgeTouches {
  /// One link for each id, with every place as its remark.
  private(set) var links: [DeclaredLink] = []
  private var known: [String: Int] = [:]
  /// The same by ids without their manifolds.
  private var bare: [String: Int] = [:]
  private let marks: SourceMarks

  /// A record about more is about nothing in particular.
  private static let limit = 200
  /// Places that a remark names.
  private static let namedPlaces = 3
  private var places: [[String]] = []

  init(
    _ title: Prose?, _ body: Prose?, _ comments: [Prose], _ changes: [ForgeChange],
    _ ranges: [SourceRange], _ marks: SourceMarks
  ) {
    self.marks = marks
    for (change, range) in zip(changes, ranges) { add(change, range) }
    if let title { add(idWords(in: title.text), "named in the title", .mentioned, title.range) }
    if let body { add(idWords(in: body.text), "named in the text", .mentioned, body.range) }
    for comment in comments {
      add(idWords(in: comment.text), "named in a comment", .mentioned, comment.range)
    }
    for number in links.indices {
      let more = places[number].count - Self.namedPlaces
      let named = places[number].prefix(Self.namedPlaces).joined(separator: "; ")
      links[number].remark = more > 0 ? "\(named); \(more) more" : named
    }
  }

  /// Marks as in program text; in other text, ids.
  private mutating func add(_ change: ForgeChange, _ range: SourceRange) {
    let isText = [".md", ".yaml", ".yml", ".json", ".txt"].contains { change.path.hasSuffix($0) }
    for line in Array(change.patch.utf8).split(separator: 0x0A) {
      guard let sign = line.first, sign == 0x2B || sign == 0x2D else { continue }
      let place = "\(sign == 0x2B ? "an added" : "a removed") line of \(change.path)"
      let found = marks.marks(in: line.dropFirst()).map(\.id)
      add(found, "marked in \(place)", .marked, range)
      if isText {
        let text = String(decoding: line.dropFirst().prefix(2_000), as: UTF8.self)
        let named = idWords(in: text).filter { !found.contains($0) }
        add(named, "named in \(place)", .mentioned, range)
      }
    }
  }

  private mutating func add(
    _ ids: [String], _ place: String, _ basis: LinkBasis, _ range: SourceRange
  ) {
    for id in ids {
      if let number = number(of: id) {
        if !places[number].contains(place) { places[number].append(place) }
      } else if links.count < Self.limit {
        known[id] = links.count
        bare[Self.bare(id)] = links.count
        links.append(.optional(.touches, to: id, at: range, basis))
        places.append([place])
      }
    }
  }

  /// The link of an id; `pay/B1` says of which manifold a `B1` beside it is.
  private mutating func number(of id: String) -> Int? {
    if let number = known[id] { return number }
    let own = Self.bare(id)
    guard let number = bare[own], own == id || links[number].target == own else { return nil }
    known[id] = number
    if own != id { links[number].target = id }
    return number
  }

  private static func bare(_ id: String) -> String {
    id.split(separator: "/").last.map(String.init) ?? id
  }
}
