/// The text below a node without markup: for headings, link texts, alternative texts and excerpts.
///
/// Line breaks become spaces, raw HTML vanishes, `[[B1|text]]` becomes `text`, bidirectional
/// controls are written out. At most `limit` bytes, cut between code points.
func plainText(of root: CMarkNode, limit: Int) -> String {
  var bytes: [UInt8] = []
  var node = root
  walk: while bytes.count <= limit {
    switch node.kind {
    case .text, .code: bytes.append(contentsOf: node.literal)
    case .softBreak, .lineBreak: bytes.append(0x20)
    default: break
    }
    if let child = node.firstChild {
      node = child
      continue
    }
    while node.next == nil {
      guard node != root, let parent = node.parent else { break walk }
      node = parent
    }
    guard node != root, let next = node.next else { break }
    node = next
  }
  return tidied(bytes, limit: limit)
}

private func tidied(_ written: [UInt8], limit: Int) -> String {
  if written.count <= limit, isTidy(written) { return String(decoding: written, as: UTF8.self) }
  var bytes = written
  if bytes.contains(0xE2) { bytes = withVisibleControls(bytes) }
  if bytes.contains(0x5B) { bytes = withReferencesNamed(bytes) }
  bytes = collapsingSpaces(bytes)
  return String(decoding: cut(bytes, at: limit), as: UTF8.self)
}

/// Nothing in it could be a control, a reference or a space too many: true of most short texts.
private func isTidy(_ bytes: [UInt8]) -> Bool {
  var previous: UInt8 = 0x20
  for byte in bytes {
    if byte < 0x20 || byte == 0xE2 || byte == 0x5B { return false }
    if byte == 0x20, previous == 0x20 { return false }
    previous = byte
  }
  return previous != 0x20 || bytes.isEmpty
}

private func collapsingSpaces(_ bytes: [UInt8]) -> [UInt8] {
  var result: [UInt8] = []
  result.reserveCapacity(bytes.count)
  for byte in bytes {
    let isSpace = byte <= 0x20
    if isSpace && (result.isEmpty || result.last == 0x20) { continue }
    result.append(isSpace ? 0x20 : byte)
  }
  if result.last == 0x20 { result.removeLast() }
  return result
}

/// The first `limit` bytes, less the code point that the cut would split.
func cut(_ bytes: [UInt8], at limit: Int) -> ArraySlice<UInt8> {
  guard bytes.count > limit else { return bytes[...] }
  var end = limit
  while end > 0, bytes[end] & 0xC0 == 0x80 { end -= 1 }
  return bytes[..<end]
}

/// Text cut at the last word that fits, without a trace of the cut.
func excerpt(_ text: String, limit: Int) -> String {
  let bytes = Array(text.utf8)
  guard bytes.count > limit else { return text }
  let head = cut(bytes, at: limit)
  let end = bytes[head.endIndex] == 0x20 ? head.endIndex : head.lastIndex(of: 0x20) ?? head.endIndex
  return String(decoding: head[..<end], as: UTF8.self)
}

private func withReferencesNamed(_ bytes: [UInt8]) -> [UInt8] {
  var result: [UInt8] = []
  var index = 0
  while index < bytes.count {
    if let reference = WrittenReference(bytes, at: index) {
      result.append(contentsOf: reference.shown)
      index = reference.end
    } else {
      result.append(bytes[index])
      index += 1
    }
  }
  return result
}

/// `[[destination]]` or `[[destination|text]]` inside a line of text.
struct WrittenReference {
  /// Between `[[` and `|` or `]]`, without spaces around it.
  let destination: ArraySlice<UInt8>
  /// The text after `|`, or the destination.
  let shown: ArraySlice<UInt8>
  /// Offset behind `]]`.
  let end: Int

  /// `nil` when no reference begins at `index`; a destination has at most 200 bytes, and the whole
  /// 400, so that a line of brackets stays linear.
  init?(_ bytes: [UInt8], at index: Int) {
    guard bytes[index] == 0x5B, index + 1 < bytes.count, bytes[index + 1] == 0x5B else {
      return nil
    }
    var bar: Int?
    var position = index + 2
    let limit = min(bytes.count - 1, index + 400)
    while position < limit, bytes[position] != 0x5D {
      if bytes[position] == 0x5B || bytes[position] < 0x20 { return nil }
      if bytes[position] == 0x7C, bar == nil { bar = position }
      position += 1
    }
    guard position < limit, bytes[position + 1] == 0x5D else { return nil }
    let name = trimmed(bytes[(index + 2)..<(bar ?? position)])
    guard !name.isEmpty, name.count <= 200 else { return nil }
    let text = bar.map { trimmed(bytes[($0 + 1)..<position]) } ?? name
    destination = name
    shown = text.isEmpty ? name : text
    end = position + 2
  }
}

/// Without spaces, tabs and line ends at either end.
func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
  trimmedAtEnd(bytes.drop { $0 <= 0x20 })
}

/// The same with what stands before it.
func trimmedAtEnd(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
  var bytes = bytes
  while let last = bytes.last, last <= 0x20 { bytes.removeLast() }
  return bytes
}
