import SourceText

/// Where the links of a page lead, by the numbers of pages: a form that outlives the graph.
enum LinkEnds {
  private enum Kind: Int {
    case nowhere, page, file
  }

  /// `nil` when an outcome has no such form. What leads nowhere is an external link: a page with
  /// other findings is not carried over.
  static func encoded(
    _ outcomes: [LinkOutcome], number: (LinkOutcome) -> Int?
  ) -> [UInt8]? {
    var writer = BinaryWriter()
    for outcome in outcomes {
      switch outcome {
      case .broken: writer.write(Kind.nowhere.rawValue)
      case .file(let path, let anchor):
        writer.write(Kind.file.rawValue)
        writer.write(path)
        writer.write(anchor)
      case .node(_, let anchor):
        guard let page = number(outcome) else { return nil }
        writer.write(Kind.page.rawValue)
        writer.write(page)
        writer.write(anchor)
      case .web: return nil
      }
    }
    return writer.bytes
  }

  /// What stands at the slots of so many links; `nil` for anything that cannot be read.
  static func targets(_ bytes: [UInt8], count: Int, cards: [PageCard]) -> [SlotTarget]? {
    var reader = BinaryReader(bytes)
    var targets: [SlotTarget] = []
    for _ in 0..<count {
      guard let target = try? target(&reader, cards) else { return nil }
      targets.append(target)
    }
    return reader.isAtEnd ? targets : nil
  }

  private static func target(
    _ reader: inout BinaryReader, _ cards: [PageCard]
  ) throws(BinaryReader.Malformed) -> SlotTarget {
    switch Kind(rawValue: try reader.number()) {
    case .page:
      let number = try reader.number()
      guard number < cards.count else { throw BinaryReader.Malformed() }
      return .page(cards[number].route, anchor: try reader.text())
    case .file: return .page(Route(try reader.text()), anchor: try reader.text())
    case .nowhere: return .missing
    case nil: throw BinaryReader.Malformed()
    }
  }
}
