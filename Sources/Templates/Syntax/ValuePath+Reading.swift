import SourceText

extension ValuePath {
  /// Reads `a.b`, `this`, `../a`, `@index`, `@root.a`, `@../index`, `a.[any text]`.
  init(_ word: Word, _ program: inout Program) throws(TagFault) {
    text = word.text
    var rest = Substring(word.text)
    let isData = rest.hasPrefix("@")
    if isData { rest = rest.dropFirst() }
    while rest == ".." || rest.hasPrefix("../") {
      outwards += 1
      rest = rest.dropFirst(rest == ".." ? 2 : 3)
    }
    if rest.hasPrefix("./") { rest = rest.dropFirst(2) }
    var parts = try Self.parts(of: rest, word)
    if isData { origin = try Self.origin(of: &parts, word) }
    if !isData, parts.first == "this" || rest == "." { parts.removeFirst() }
    guard isData || outwards > 0 || !parts.isEmpty || rest == "." || rest.hasPrefix("this") else {
      throw TagFault(span: word.span, text: "expected a name, found '\(word.text)'")
    }
    names = parts.map { program.add(name: $0) }
  }

  private static func parts(of rest: Substring, _ word: Word) throws(TagFault) -> [String] {
    if rest.isEmpty { return [] }
    if rest == "." { return ["."] }
    var parts: [String] = []
    var current = ""
    var isBracketed = false
    for scalar in rest.unicodeScalars {
      switch scalar {
      case "[" where current.isEmpty: isBracketed = true
      case "]" where isBracketed: isBracketed = false
      case "." where !isBracketed:
        parts.append(current)
        current = ""
      default:
        guard isBracketed || isAllowed(scalar) else {
          throw TagFault(
            span: word.span, text: "'\(word.text)' is not a name; '\(scalar)' cannot be part of one"
          )
        }
        current.unicodeScalars.append(scalar)
      }
    }
    parts.append(current)
    guard !parts.contains("") else {
      throw TagFault(span: word.span, text: "'\(word.text)' has an empty name between its dots")
    }
    return parts
  }

  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "-" || scalar == "_" || scalar.properties.isAlphabetic
      || (scalar.value >= 0x30 && scalar.value <= 0x39)
  }

  private static func origin(
    of parts: inout [String], _ word: Word
  ) throws(TagFault) -> Origin {
    let known: [String: Origin] = [
      "index": .index, "first": .first, "last": .last, "key": .key, "root": .root,
    ]
    guard let name = parts.first, let origin = known[name] else {
      throw TagFault(
        span: word.span, text: "there is no '\(word.text)'",
        note: "names with @ are @index, @first, @last, @key and @root")
    }
    parts.removeFirst()
    return origin
  }
}
