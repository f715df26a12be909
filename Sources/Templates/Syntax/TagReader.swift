import SourceText

/// One word of a tag.
struct Word {
  enum Kind: Equatable { case path, text, number, open, close, equals }

  var kind: Kind
  var text: String
  var span: Span
}

/// Splits the inside of a tag into words.
struct TagWords {
  private let bytes: [UInt8]
  private var index: Int
  private let end: Int
  /// Offset of a quote that is never closed.
  private(set) var unclosedQuote: Int?

  init(_ bytes: [UInt8], _ content: Range<Int>) {
    self.bytes = bytes
    index = content.lowerBound
    end = content.upperBound
  }

  mutating func all() -> [Word] {
    var words: [Word] = []
    while let word = next() { words.append(word) }
    return words
  }

  private mutating func next() -> Word? {
    while index < end, isSpace(bytes[index]) { index += 1 }
    guard index < end else { return nil }
    switch bytes[index] {
    case 0x28: return single(.open)
    case 0x29: return single(.close)
    case 0x3D: return single(.equals)
    case 0x22, 0x27: return quoted()
    default: return plain()
    }
  }

  private mutating func single(_ kind: Word.Kind) -> Word {
    index += 1
    return word(kind, index - 1, index, index - 1..<index)
  }

  private mutating func quoted() -> Word {
    let start = index
    index += 1
    while index < end, bytes[index] != bytes[start] { index += 1 }
    if index == end { unclosedQuote = start } else { index += 1 }
    return word(.text, start, index, start + 1..<max(start + 1, index - 1))
  }

  private mutating func plain() -> Word {
    let start = index
    var isBracketed = false
    while index < end {
      let byte = bytes[index]
      if byte == 0x5B { isBracketed = true }
      if byte == 0x5D { isBracketed = false }
      let isBreak = isSpace(byte) || byte == 0x28 || byte == 0x29 || byte == 0x3D
      if isBreak, !isBracketed { break }
      index += 1
    }
    let digits = bytes[start..<index].drop { $0 == 0x2D }
    let isNumber = !digits.isEmpty && digits.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
    return word(isNumber ? .number : .path, start, index, start..<index)
  }

  private func word(_ kind: Word.Kind, _ start: Int, _ end: Int, _ text: Range<Int>) -> Word {
    Word(kind: kind, text: String(decoding: bytes[text], as: UTF8.self), span: Span(start, end))
  }
}

/// A fault of a tag: where, and what was expected and found.
struct TagFault: Error {
  var span: Span
  var text: String
  var note: String?
}

/// Reads expressions from the words of one tag.
struct TagReader {
  private let words: [Word]
  private var position = 0
  private let end: Int

  init(_ bytes: [UInt8], _ tag: Tag) throws(TagFault) {
    var words = TagWords(bytes, tag.content)
    self.words = words.all()
    end = tag.content.upperBound
    if let quote = words.unclosedQuote {
      throw TagFault(span: Span(quote, end), text: "the text is never closed; expected a quote")
    }
  }

  var isAtEnd: Bool { position == words.count }
  var first: Word? { words.first }
  var count: Int { words.count }

  mutating func next() -> Word? {
    guard position < words.count else { return nil }
    position += 1
    return words[position - 1]
  }

  func expectEnd() throws(TagFault) {
    guard position < words.count else { return }
    let word = words[position]
    throw TagFault(span: word.span, text: "expected the end of the tag, found '\(word.text)'")
  }

  /// Whether the next words are `name=`.
  var isAtArgumentName: Bool {
    position + 1 < words.count && words[position + 1].kind == .equals
  }

  /// A whole tag: a value, or a helper with its arguments.
  mutating func tagExpression(_ program: inout Program) throws(TagFault) -> Int {
    if words.count > 1, words[position].kind == .path {
      return try call(&program, until: nil)
    }
    return try expression(&program, depth: 0)
  }

  /// One argument: a literal, a path or a call in parentheses.
  mutating func expression(_ program: inout Program, depth: Int) throws(TagFault) -> Int {
    guard let word = next() else {
      throw TagFault(span: Span(end, end), text: "expected a value, found the end of the tag")
    }
    switch word.kind {
    case .text: return program.add(.literal(.string(word.text)), word.span)
    case .number:
      guard let number = Int(word.text) else {
        throw TagFault(span: word.span, text: "'\(word.text)' is not a whole number in range")
      }
      return program.add(.literal(.int(number)), word.span)
    case .path: return try pathOrConstant(word, &program)
    case .open:
      guard depth < 16 else {
        throw TagFault(span: word.span, text: "parentheses are nested more than 16 deep")
      }
      return try call(&program, until: word, depth: depth + 1)
    case .close, .equals:
      throw TagFault(span: word.span, text: "expected a value, found '\(word.text)'")
    }
  }

  private mutating func call(
    _ program: inout Program, until open: Word?, depth: Int = 0
  ) throws(TagFault) -> Int {
    guard let name = next(), name.kind == .path else {
      throw TagFault(
        span: open?.span ?? Span(end, end), text: "expected a helper's name")
    }
    guard let helper = Helper(rawValue: name.text) else {
      let nearest = nearestName(to: name.text, among: Helper.allCases.map(\.rawValue))
      throw TagFault(
        span: name.span, text: "there is no helper '\(name.text)'",
        note: nearest.map { "the nearest helper is '\($0)'" }
          ?? "helpers are \(Helper.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    let arguments = try arguments(&program, until: open, depth)
    guard helper.arity.contains(arguments.count) else {
      throw TagFault(
        span: name.span,
        text: "'\(name.text)' takes \(helper.arity.described), found \(arguments.count)")
    }
    return program.add(.call(helper, program.add(operands: arguments)), name.span)
  }

  private mutating func arguments(
    _ program: inout Program, until open: Word?, _ depth: Int
  ) throws(TagFault) -> [Int] {
    var arguments: [Int] = []
    while !isAtEnd {
      if open != nil, words[position].kind == .close {
        position += 1
        return arguments
      }
      arguments.append(try expression(&program, depth: depth))
    }
    if let open { throw TagFault(span: open.span, text: "the parenthesis is never closed") }
    return arguments
  }

  private func pathOrConstant(_ word: Word, _ program: inout Program) throws(TagFault) -> Int {
    switch word.text {
    case "true": return program.add(.literal(.bool(true)), word.span)
    case "false": return program.add(.literal(.bool(false)), word.span)
    case "null": return program.add(.literal(.null), word.span)
    default:
      let path = try ValuePath(word, &program)
      let isName = path.origin == .context && path.outwards == 0 && path.names.count == 1
      return program.add(isName ? .name(path.names[0]) : .path(path), word.span)
    }
  }
}

extension ClosedRange<Int> {
  fileprivate var described: String {
    let noun = upperBound == 1 ? "argument" : "arguments"
    return lowerBound == upperBound
      ? "\(lowerBound) \(noun)" : "\(lowerBound) to \(upperBound) \(noun)"
  }
}
