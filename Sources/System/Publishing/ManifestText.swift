import SourceText

/// A manifest as it lies on disk, found to be whole; its lines are read by whoever needs them.
///
/// A build that changes a few files compares and rewrites their lines and copies the others.
struct ManifestText: Sendable {
  private static let title = "throughline-manifest 1"

  let bytes: [UInt8]
  /// Covers all lines.
  let buildID: String
  private let bodyStart: Int

  /// `nil` when the bytes are no manifest, or not a whole one.
  init?(_ bytes: [UInt8]) {
    let start = "\(Self.title)\nbuild "
    guard bytes.starts(with: start.utf8),
      let end = bytes[start.utf8.count...].firstIndex(of: 0x0A)
    else { return nil }
    self.bytes = bytes
    bodyStart = end + 1
    buildID = Self.buildID(bytes[(end + 1)...])
    guard bytes[start.utf8.count..<end].elementsEqual(buildID.utf8) else { return nil }
  }

  /// The manifest of some lines, each ended by a line feed.
  init(body: [UInt8]) {
    buildID = Self.buildID(body[...])
    let head = Array("\(Self.title)\nbuild \(buildID)\n".utf8)
    bytes = head + body
    bodyStart = head.count
  }

  private static func buildID(_ body: ArraySlice<UInt8>) -> String {
    var hasher = Fingerprinter()
    body.withUnsafeBytes { hasher.combine($0) }
    return hasher.finish().description
  }

  /// Where the lines lie, without their line feeds.
  var lines: [Range<Int>] {
    var lines: [Range<Int>] = []
    bytes.withUnsafeBufferPointer { bytes in
      var start = bodyStart
      for index in bodyStart..<bytes.count where bytes[index] == 0x0A {
        lines.append(start..<index)
        start = index + 1
      }
    }
    return lines
  }

  /// Calls `body` with the number and the path of each line until it says no.
  ///
  /// Paths are handed on as they stand: whoever writes or removes a file checks its path before.
  /// - Returns: false when `body` said no, or a line has no path.
  func forEachPath(_ body: (Int, UnsafeBufferPointer<UInt8>) -> Bool) -> Bool {
    bytes.withUnsafeBufferPointer { bytes in
      var start = bodyStart
      var number = 0
      var tab = -1
      for index in bodyStart..<bytes.count {
        switch bytes[index] {
        case 0x09 where tab < start: tab = index
        case 0x0A:
          guard tab >= start else { return false }
          let path = UnsafeBufferPointer(rebasing: bytes[start..<tab])
          guard body(number, path) else { return false }
          number += 1
          start = index + 1
        default: break
        }
      }
      return true
    }
  }

  /// The same with other lines in place of some, by their number.
  func replacing(_ changed: [Int: Manifest.Line]) -> ManifestText {
    let ranges = lines
    var body = ByteBuffer(capacity: bytes.count + 64)
    var copied = bodyStart
    for number in changed.keys.sorted() {
      body.append(bytes[copied..<ranges[number].lowerBound])
      changed[number]?.append(to: &body)
      copied = ranges[number].upperBound + 1
    }
    body.append(bytes[copied...])
    return ManifestText(body: body.bytes)
  }
}
