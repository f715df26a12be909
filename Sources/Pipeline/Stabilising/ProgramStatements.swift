/// The words of a program without its imports and, when asked, without its annotations of types.
struct ProgramStatements {
  private(set) var imports: [[String]] = []
  private(set) var rest: [String] = []
  private(set) var types: [[String]] = []

  private static let importing: Set<String> = ["import", "from", "use", "using"]

  init(_ tokens: [String]) {
    var lines = tokens.split(separator: "\n")[...]
    while let line = lines.popFirst() {
      let words = line.drop { $0.allSatisfy { $0 == " " || $0 == "\t" } }
      guard Self.importing.contains(words.first ?? "") || words.starts(with: ["#", "include"])
      else {
        rest += line + ["\n"]
        continue
      }
      var statement = Array(words)
      // A list of names in brackets goes over several lines.
      while Self.isOpen(statement), let more = lines.popFirst() { statement += more }
      let isAlone = !statement.dropLast().contains(";") && !statement.contains("=")
      if isAlone { imports.append(statement) } else { rest += statement + ["\n"] }
    }
    imports.sort { $0.lexicographicallyPrecedes($1) }
  }

  private static func isOpen(_ words: [String]) -> Bool {
    words.count { $0 == "(" || $0 == "{" } > words.count { $0 == ")" || $0 == "}" }
  }

  /// The same with types taken out of declarations.
  var withoutTypes: ProgramStatements {
    var result = self
    (result.rest, result.types) = ([], [])
    for line in rest.split(separator: "\n") { result.add(Array(line)) }
    return result
  }

  private mutating func add(_ line: [String]) {
    let isFunction = line.contains { ["func", "def", "fn", "init"].contains($0) }
    var place = 0
    var depth = 0
    while place < line.count {
      let word = line[place]
      if word == "(" { depth += 1 } else if word == ")" { depth -= 1 }
      rest.append(word)
      place += 1
      let isParameter = isFunction && depth == 1 && word == ":"
      let isValue =
        word == ":" && place > 2 && ["let", "var", "const", "val"].contains(line[place - 3])
      guard isParameter || isValue || isFunction && depth == 0 && word == "->",
        let end = Self.end(ofTypeAt: place, in: line)
      else { continue }
      types.append(Array(line[place..<end]))
      place = end
    }
    rest.append("\n")
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
      case "->", ".", "?", "!", "&", "|", "*": break
      default: if !isWord(word) { return nil }
      }
      place += 1
    }
    return depth == 0 ? place : nil
  }

  private static func isWord(_ word: String) -> Bool {
    word.utf8.first.map { (0x61...0x7A).contains($0 | 0x20) || $0 == 0x5F } ?? false
  }
}
