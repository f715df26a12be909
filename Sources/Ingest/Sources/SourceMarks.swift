import SourceText
import TraceModel

/// One id that a line of code names.
struct SourceMark: Hashable {
  var id: String
  /// Written in a form that means nothing else, so that an unknown id is a fault.
  var isExplicit: Bool
  /// Names something without a claim to satisfy it: a document, an open task.
  var isReference = false
  var remark: String?
  /// What a project's own marker says; `nil` for what the file is.
  var link: LinkKind?
  var extent = SourceMarker.Extent.block
}

/// Finds marks in one line of any language: those that are always known, and a project's own.
struct SourceMarks {
  private let markers: [SourceMarker]

  init(_ markers: [SourceMarker]) { self.markers = markers }

  func marks(in line: ArraySlice<UInt8>) -> [SourceMark] {
    // Minified and generated lines hold no marks that anybody has written.
    guard line.count <= 2_000 else { return [] }
    // A project's own marker says more about an id than a form that is always known.
    let own = markers.flatMap { Self.marks(in: line, of: $0) }
    guard !own.isEmpty || line.contains(where: Self.isCue) else { return [] }
    let known =
      Self.called(line) + Self.labelled(line) + Self.bracketed(line) + Self.worded(line)
    var seen: Set<String> = []
    return (own + known).filter { seen.insert(IDSpelling.canonical($0.id)).inserted }
  }

  private static func marks(
    in line: ArraySlice<UInt8>, of marker: SourceMarker
  ) -> [SourceMark] {
    guard let start = end(of: marker.text, in: line) else { return [] }
    return explicit(line[start...]).map { mark in
      var mark = mark
      mark.link = marker.link
      mark.extent = marker.extent
      return mark
    }
  }

  /// Every form has a bracket, a colon, or a hyphen behind a capital: most lines of code that have
  /// none are passed over at once.
  private static func isCue(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "[") || byte == UInt8(ascii: "(") || byte == UInt8(ascii: ":")
      || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "@")
  }

  // MARK: forms

  /// `constraint("B1", 'T2')`, whatever stands before it.
  private static func called(_ line: ArraySlice<UInt8>) -> [SourceMark] {
    guard let open = end(of: "constraint(", in: line) else { return [] }
    let inside = line[open...].prefix { $0 != UInt8(ascii: ")") }
    let parts = inside.split(
      omittingEmptySubsequences: false, whereSeparator: { $0 == 0x22 || $0 == 0x27 })
    return parts.enumerated().filter { $0.offset % 2 == 1 }.flatMap { explicit($0.element) }
  }

  private static let labels = [
    "Satisfies:", "satisfies:", "Verifies:", "verifies:", "Constraint:", "Constraints:",
    "@satisfies ", "@verifies ",
  ]

  private static func labelled(_ line: ArraySlice<UInt8>) -> [SourceMark] {
    if let start = end(of: "DOC_LINK:", in: line) {
      let id = line[start...].drop { $0 <= 0x20 }.prefix(while: isIDByte)
      let text = String(decoding: id, as: UTF8.self)
      return text.isEmpty
        ? [] : [SourceMark(id: text, isExplicit: true, isReference: true)]
    }
    for label in labels {
      guard let start = end(of: label, in: line) else { continue }
      let found = explicit(line[start...])
      if !found.isEmpty { return found }
    }
    return []
  }

  /// `[B1, T2]` behind the start of a comment or in a text: an index into an array is no mark.
  private static func bracketed(_ line: ArraySlice<UInt8>) -> [SourceMark] {
    guard let open = line.firstIndex(of: UInt8(ascii: "[")), isComment(line[..<open]),
      let close = line[open...].firstIndex(of: UInt8(ascii: "]"))
    else { return [] }
    return line[(open + 1)..<close].split(separator: UInt8(ascii: ",")).compactMap { part in
      id(part).map { SourceMark(id: $0, isExplicit: false) }
    }
  }

  private static let prefixes = ["REQ-", "SCEN-", "TASK-", "PHASE-"]

  /// `REQ-OAGW-42` anywhere; `TODO(PHASE-X-2)` names what is still to be done.
  private static func worded(_ line: ArraySlice<UInt8>) -> [SourceMark] {
    var found: [SourceMark] = []
    for prefix in prefixes {
      guard let after = end(of: prefix, in: line) else { continue }
      let start = after - prefix.utf8.count
      if start > line.startIndex, isIDByte(line[start - 1]) { continue }
      guard let id = id(line[start...].prefix(while: isIDByte)) else { continue }
      let isOpen = line[..<start].suffix(5).elementsEqual("TODO(".utf8)
      found.append(
        SourceMark(
          id: id, isExplicit: false, isReference: isOpen, remark: isOpen ? "to be done" : nil))
    }
    return found
  }

  // MARK: parts

  /// Ids up to the first part that is none: what follows is a sentence.
  private static func explicit(_ text: ArraySlice<UInt8>) -> [SourceMark] {
    var found: [SourceMark] = []
    for part in text.split(separator: UInt8(ascii: ",")) {
      let word = part.drop { $0 <= 0x20 || openers.contains($0) }.prefix(while: isNameByte)
      guard let id = id(word) else { break }
      found.append(SourceMark(id: id, isExplicit: true))
    }
    return found
  }

  /// What may stand before an id in a list: a bracket, a quote.
  private static let openers = Array("[(\"'`".utf8)

  /// `B1`, or with its manifold `payment-retry/B1`.
  private static func id(_ bytes: ArraySlice<UInt8>) -> String? {
    var bytes = bytes.drop { $0 <= 0x20 }
    while let last = bytes.last, last <= 0x20 || "./".utf8.contains(last) { bytes.removeLast() }
    let parts = bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    guard let own = parts.last, own.contains(where: { $0 >= 0x30 && $0 <= 0x39 }),
      IDGrammar.fault(in: String(decoding: own, as: UTF8.self)) == nil,
      parts.dropLast().allSatisfy({
        $0.first.map { $0 != UInt8(ascii: ".") } == true && $0.allSatisfy(isIDByte)
      })
    else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    isIDByte(byte) || byte == UInt8(ascii: "/")
  }

  private static func isIDByte(_ byte: UInt8) -> Bool {
    byte >= 0x30 && byte <= 0x39 || (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A
      || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
  }

  private static func isComment(_ before: ArraySlice<UInt8>) -> Bool {
    let first = before.first { $0 > 0x20 }
    if first == UInt8(ascii: "*") { return true }
    return before.contains(UInt8(ascii: "#"))
      || ["//", "/*", "--", "<!--", "\"\"\""].contains {
        end(of: $0, in: before) != nil
      }
  }

  /// The index after the first place of some text in a line.
  private static func end(of text: String, in line: ArraySlice<UInt8>) -> Int? {
    let wanted = text.utf8
    guard let first = wanted.first, line.count >= wanted.count else { return nil }
    var index = line.startIndex
    let last = line.endIndex - wanted.count
    while index <= last {
      if line[index] == first, line[index..<(index + wanted.count)].elementsEqual(wanted) {
        return index + wanted.count
      }
      index += 1
    }
    return nil
  }
}
