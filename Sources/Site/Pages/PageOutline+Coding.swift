import SourceText

/// The form in which an outline lies in the build cache.
extension PageOutline {
  func encode(into writer: inout BinaryWriter) {
    writer.write(cards) { writer, card in
      writer.write(card.source)
      writer.write(card.title)
      writer.write(card.route.path)
      writer.write(card.day)
    }
    for number in cards.indices {
      writer.write(backlinks[number].count)
      writer.write(backlinks[number].first) { $0.write(Int($1)) }
      writer.write(folder[number])
      // The folder's own page has the place -1.
      writer.write(place[number] + 1)
    }
    writer.write(folders) { writer, folder in
      writer.write(folder.path)
      writer.write(folder.index.map { $0 + 1 } ?? 0)
      writer.write(folder.entries) { $0.write($1) }
      writer.write(folder.subfolders) { $0.write($1) }
      writer.write(folder.parent.map { $0 + 1 } ?? 0)
    }
  }

  /// Reads what `encode` wrote; every number in it is one of a page or folder that is there.
  init(from reader: inout BinaryReader) throws(BinaryReader.Malformed) {
    let cards = try reader.array { (reader) throws(BinaryReader.Malformed) in
      PageCard(
        source: try reader.text(), title: try reader.text(), route: Route(try reader.text()),
        day: try reader.text())
    }
    var backlinks: [Backlinks] = []
    var folder: [Int] = []
    var place: [Int] = []
    for _ in cards.indices {
      let count = try reader.number()
      backlinks.append(
        Backlinks(count: count, first: try reader.numbers(below: cards.count).map(Int32.init)))
      folder.append(try reader.number())
      place.append(try reader.number() - 1)
    }
    let folders = try reader.array { (reader) throws(BinaryReader.Malformed) in
      PageFolder(
        path: try reader.text(), index: try reader.optionalNumber(below: cards.count),
        entries: try reader.numbers(below: cards.count),
        subfolders: try reader.numbers(below: Int.max), parent: try reader.optionalNumber())
    }
    guard folder.allSatisfy({ $0 < folders.count }),
      folders.allSatisfy({ $0.subfolders.allSatisfy { $0 < folders.count } }),
      folders.enumerated().allSatisfy({ ($1.parent ?? -1) < $0 })
    else { throw BinaryReader.Malformed() }
    self.init(cards: cards, backlinks: backlinks, folder: folder, place: place, folders: folders)
  }
}

extension BinaryReader {
  fileprivate mutating func numbers(below limit: Int) throws(Malformed) -> [Int] {
    let numbers = try array { (reader) throws(Malformed) in try reader.number() }
    guard numbers.allSatisfy({ $0 < limit }) else { throw Malformed() }
    return numbers
  }

  /// A number that was written one higher, so that 0 could stand for none.
  fileprivate mutating func optionalNumber(below limit: Int = .max) throws(Malformed) -> Int? {
    let number = try number()
    guard number <= limit else { throw Malformed() }
    return number == 0 ? nil : number - 1
  }
}
