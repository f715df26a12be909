import SourceText

/// What a row of the table looks at: programs, the ids that it is for, and their figures.
struct PatternScope: Sendable {
  typealias Statement = PythonSource.Statement
  typealias Place = PatternRow.Place

  /// Lines of a program that are marked with one of the ids.
  struct Range: Sendable {
    var file: Int
    var lines: ClosedRange<Int>
  }

  let programs: [FoundArtifact]
  let sources: [PythonSource]
  let ids: [String]
  let items: [ClassifiedItem]
  let ranges: [Range]

  init(programs: [FoundArtifact], ids: [String], items: [ClassifiedItem]) {
    (self.programs, self.ids, self.items) = (programs, ids, items)
    sources = programs.map { $0.python ?? PythonSource([]) }
    let wanted = Set(ids)
    ranges = programs.enumerated().flatMap { file, program in
      program.marks.filter { !wanted.isDisjoint(with: $0.ids) }.map {
        Range(file: file, lines: $0.lines)
      }
    }
  }

  // MARK: figures

  /// The strictest figures of an archetype among the ids.
  func figures(_ archetype: Archetype) -> StatedFigures? {
    let stated = items.compactMap { $0.classification(archetype)?.figures }.filter {
      $0.limit != nil
    }
    return stated.min { ($0.limit?.value ?? 0) < ($1.limit?.value ?? 0) }
  }

  /// How many tries there may be.
  var tries: Int? {
    guard let limit = figures(.retryBound)?.limit, limit.quantity == .count else { return nil }
    return Int(exactly: limit.value.rounded(.down))
  }

  // MARK: statements

  /// Every statement of every program.
  func statements(where isWanted: (Statement) -> Bool) -> [Place] {
    sources.enumerated().flatMap { file, source in
      source.statements.filter(isWanted).map { Place(file, $0.line) }
    }
  }

  /// Statements in marked ranges.
  func marked(where isWanted: (Statement) -> Bool) -> [Place] {
    ranges.flatMap { range in
      sources[range.file].statements.filter { range.lines.contains($0.line) && isWanted($0) }
        .map { Place(range.file, $0.line) }
    }
  }

  /// Statements in classes that are workflows, with the file.
  var inWorkflows: [(file: Int, statement: Statement)] {
    sources.enumerated().flatMap { file, source in
      source.workflows.flatMap { source.body(of: $0) }.map { (file, $0) }
    }
  }

  /// Functions of workflows, with the file.
  var workflowFunctions: [(file: Int, block: PythonSource.Block)] {
    sources.enumerated().flatMap { file, source in
      source.workflows.flatMap { workflow in
        source.functions.filter { workflow.lines.contains($0.line) }
      }.map { (file, $0) }
    }
  }

  /// A function of any program by its name.
  func function(named name: String) -> (file: Int, block: PythonSource.Block)? {
    for (file, source) in sources.enumerated() {
      if let block = source.functions.first(where: { $0.name == name }) { return (file, block) }
    }
    return nil
  }
}

extension String {
  /// Names in a text, each whole: `self`, `_key`, `attempt`.
  var names: [String] {
    var found: [String] = []
    var name: [UInt8] = []
    for byte in utf8 {
      if byte.isPartOfName {
        name.append(byte)
      } else if !name.isEmpty {
        found.append(String(decoding: name, as: UTF8.self))
        name = []
      }
    }
    if !name.isEmpty { found.append(String(decoding: name, as: UTF8.self)) }
    return found
  }

  /// Words that names are made of, in lower case: `check`, `existing`, `Payments` as `payments`.
  var subwords: [String] {
    var words: [String] = []
    var word: [UInt8] = []
    var isCapital = true
    let close = {
      if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
      word.removeAll(keepingCapacity: true)
      isCapital = true
    }
    for byte in utf8 {
      guard byte.isPartOfName, byte != 0x5F else {
        close()
        continue
      }
      let isNext = (0x41...0x5A).contains(byte)
      if isNext, !isCapital { close() }
      word.append(isNext ? byte | 0x20 : byte)
      isCapital = isNext
    }
    close()
    return words
  }

  /// Some word that its names are made of is among these.
  func hasWord(_ words: Set<String>) -> Bool { subwords.contains(where: words.contains) }

  /// A text that does not follow a name or a dot: `random.` and not `workflow.random.`.
  func calls(_ text: String) -> Bool {
    var rest = self[...]
    while let place = rest.firstRange(of: text) {
      let before = place.lowerBound == startIndex ? nil : self[index(before: place.lowerBound)]
      if before.map({ !($0.isLetter || $0.isNumber || $0 == "_" || $0 == ".") }) ?? true {
        return true
      }
      rest = rest[place.upperBound...]
    }
    return false
  }

  /// The value of `name=` in a call or an assignment, up to its comma, bracket or end.
  func argument(_ name: String) -> String? {
    for spelling in ["\(name)=", "\(name) ="] {
      guard let place = firstRange(of: spelling), self[place.upperBound...].first != "=" else {
        continue
      }
      var depth = 0
      let value = self[place.upperBound...].prefix { character in
        if "([{".contains(character) { depth += 1 }
        if ")]}".contains(character) { depth -= 1 }
        return depth >= 0 && !(depth == 0 && character == ",")
      }
      let text = oneLine(String(value))
      return text.hasPrefix(" ") ? String(text.dropFirst()) : text
    }
    return nil
  }

  /// The number of seconds of each `timedelta(…)` with plain numbers.
  var durations: [Double] {
    var found: [Double] = []
    var rest = self[...]
    while let place = rest.firstRange(of: "timedelta(") {
      rest = rest[place.upperBound...]
      let inside = rest.prefix { $0 != ")" }
      if let seconds = Self.seconds(inside) { found.append(seconds) }
    }
    return found
  }

  private static let units: [String: Double] = [
    "weeks": 604_800, "days": 86_400, "hours": 3_600, "minutes": 60, "seconds": 1,
    "milliseconds": 0.001,
  ]

  private static func seconds(_ arguments: Substring) -> Double? {
    var sum = 0.0
    for argument in arguments.split(separator: ",") {
      let sides = argument.split(separator: "=")
      guard sides.count == 2, let unit = units[sides[0].filter { $0 != " " }],
        let value = Double(sides[1].filter { $0 != " " && $0 != "_" })
      else { return nil }
      sum += value * unit
    }
    return arguments.isEmpty ? 0 : sum
  }
}

extension UInt8 {
  fileprivate var isPartOfName: Bool {
    self >= 0x30 && self <= 0x39 || self | 0x20 >= 0x61 && self | 0x20 <= 0x7A || self == 0x5F
      || self >= 0x80
  }
}
