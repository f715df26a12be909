/// The words of a program without its imports and, when asked, without its annotations of types.
struct ProgramStatements {
  private(set) var imports: [[String]] = []
  private(set) var rest: [String] = []
  private(set) var types: [[String]] = []
  private let language: ProgramLanguage

  init(_ program: ProgramTokens) {
    language = program.language
    var lines = program.tokens.split(separator: "\n")[...]
    while let line = lines.popFirst() {
      var statement = Array(line.drop(while: ProgramTokens.isBlank))
      guard isImport(statement) else {
        rest += line + ["\n"]
        continue
      }
      // A list of names in brackets goes over several lines.
      while Self.isOpen(statement), let more = lines.popFirst() {
        statement += more.drop(while: ProgramTokens.isBlank)
      }
      if bringsInOnly(statement) { imports.append(statement) } else { rest += statement + ["\n"] }
    }
    imports.sort { $0.lexicographicallyPrecedes($1) }
  }

  private func isImport(_ words: [String]) -> Bool {
    language.importing.contains(words.first ?? "")
  }

  private static func isOpen(_ words: [String]) -> Bool {
    words.count { $0 == "(" || $0 == "{" } > words.count { $0 == ")" || $0 == "}" }
  }

  /// Names and nothing that is done: no call, no value, no second statement.
  private func bringsInOnly(_ words: [String]) -> Bool {
    let signs: Set<String> = [".", ",", "*", "{", "}", ":", "<", ">", "-", "/", "#", ";"]
    for (place, word) in words.enumerated() {
      let isList =
        word == "(" && place > 0 && words[place - 1] == "import"
        && [.python, .go].contains(language)
      let isEnd = word == ")" && place == words.count - 1
      if word == ";", place != words.count - 1 { return false }
      guard signs.contains(word) || isList || isEnd || Self.isWord(word) || Self.isLiteral(word)
      else { return false }
    }
    return true
  }

  private static func isLiteral(_ word: String) -> Bool {
    word.utf8.first == 0x22 || word.utf8.first == 0x27
  }

  // MARK: types

  /// The same with types taken out of declarations.
  var withoutTypes: ProgramStatements {
    var result = self
    (result.rest, result.types) = ([], [])
    for line in rest.split(separator: "\n") { result.add(Array(line)) }
    return result
  }

  private mutating func add(_ line: [String]) {
    let parameters = parameters(of: line)
    var place = 0
    while place < line.count {
      rest.append(line[place])
      place += 1
      guard isBeforeType(place - 1, in: line, parameters),
        let end = Self.end(ofTypeAt: place, in: line)
      else { continue }
      types.append(Array(line[place..<end]))
      place = end
    }
    rest.append("\n")
  }

  /// The brackets of the function that a line declares.
  private func parameters(of line: [String]) -> ClosedRange<Int>? {
    // What stands in a value of Python after a colon may be code.
    guard let start = line.firstIndex(where: language.functions.contains),
      start == 0 || line[start - 1] != ".", !line.contains("lambda"),
      let open = line[start...].firstIndex(of: "(")
    else { return nil }
    var depth = 0
    for place in open..<line.count {
      if line[place] == "(" { depth += 1 } else if line[place] == ")" { depth -= 1 }
      if depth == 0 { return open...place }
    }
    return nil
  }

  private func isBeforeType(
    _ place: Int, in line: [String], _ parameters: ClosedRange<Int>?
  ) -> Bool {
    if line[place] == ":", place > 1, language.values.contains(line[place - 2]) {
      // Behind `case let x:` stands what is done.
      return Self.isWord(line[place - 1]) && (place < 3 || line[place - 3] != "case")
    }
    guard let parameters, place > parameters.lowerBound else { return false }
    if line[place] == "->" {
      let between = line[min(parameters.upperBound + 1, place)..<place]
      return between.allSatisfy { ["async", "throws", "rethrows"].contains($0) }
    }
    guard line[place] == ":", parameters.contains(place) else { return false }
    let inside = line[parameters.lowerBound + 1..<place]
    let depth = inside.reduce(0) { depth, word in
      ["(", "[", "{"].contains(word)
        ? depth + 1 : [")", "]", "}"].contains(word) ? depth - 1 : depth
    }
    // A name, perhaps behind its label, and nothing else since the parameter began.
    let names = inside.suffix(while: { $0 != "," && $0 != "*" })
    return depth == 0 && (1...2).contains(names.count) && names.allSatisfy(Self.isWord)
  }

  /// `nil` when what stands there could be more than a type: a call, a literal, a value.
  private static func end(ofTypeAt start: Int, in line: [String]) -> Int? {
    var (place, depth) = (start, 0)
    while place < line.count {
      let word = line[place]
      switch word {
      case "(" where place > start && isWord(line[place - 1]): return nil
      case "(", "[", "<": depth += 1
      case ")", "]", ">":
        if depth == 0 { return place }
        depth -= 1
      case ",", "=", "{", ":", "where":
        if depth == 0 { return place }
      case "->", ".", "?", "!", "&", "|", "*", ProgramTokens.gap: break
      default: if !isWord(word) { return nil }
      }
      place += 1
    }
    return depth == 0 ? place : nil
  }

  static func isWord(_ word: String) -> Bool {
    word.utf8.first.map { (0x61...0x7A).contains($0 | 0x20) || $0 == 0x5F } ?? false
  }
}

extension ArraySlice {
  /// The longest end of which every element fits.
  fileprivate func suffix(while fits: (Element) -> Bool) -> ArraySlice<Element> {
    self[(lastIndex { !fits($0) }.map { $0 + 1 } ?? startIndex)...]
  }
}
