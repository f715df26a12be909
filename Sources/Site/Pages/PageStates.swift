import SourceText

/// What a plan knew of each page's file and surroundings, at the end of a memory.
struct PageStates {
  struct State {
    /// Of the page's file.
    var file: Fingerprint
    var surroundings: Fingerprint
  }

  private static let size = 32
  private let bytes: [UInt8]
  private let start: Int

  /// `nil` when there are not so many behind `start`, or more.
  init?(_ bytes: [UInt8], from start: Int, count: Int) {
    guard bytes.count - start == count * Self.size else { return nil }
    self.bytes = bytes
    self.start = start
  }

  static func encode(_ states: [State], into writer: inout BinaryWriter) {
    for state in states {
      writer.write(state.file)
      writer.write(state.surroundings)
    }
  }

  subscript(_ number: Int) -> State {
    var reader = BinaryReader(bytes, from: start + number * Self.size)
    let none = Fingerprint(high: 0, low: 0)
    return State(
      file: (try? reader.fingerprint()) ?? none, surroundings: (try? reader.fingerprint()) ?? none)
  }

  /// Writes the fingerprint of a page's file over the one that stands in a memory.
  func write(_ file: Fingerprint, of number: Int, into memory: inout [UInt8]) {
    var writer = BinaryWriter()
    writer.write(file)
    let place = start + number * Self.size
    memory.replaceSubrange(place..<place + writer.bytes.count, with: writer.bytes)
  }
}
