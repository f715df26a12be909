/// The classes and tests of a Python file, and the other words that it holds.
///
/// No parser: statements end with their line, blocks by indentation. What is not certain is a word.
struct PythonNames {
  /// A name in a class, in a function, or in the module itself.
  struct Place: Hashable {
    /// By number; 0 is the module.
    var scope: Int
    var name: String
  }

  /// How a test comes about.
  enum Origin {
    /// As it is written.
    case plain
    /// Below a decorator that may make others of it.
    case decorated
  }

  /// Where an imported name comes from.
  struct Import {
    /// With its dots, if it is relative.
    var module: String
    /// Empty for the module itself.
    var name: String
  }

  private(set) var scopes: [Place: Int] = [:]
  private(set) var tests: [Place: Origin] = [:]
  /// In whatever class they are.
  private(set) var anyTests: Set<String> = []
  /// Classes by number, with dots; empty for one that is put together while the program runs.
  private(set) var bases: [Int: [String]] = [:]
  private(set) var imports: [String: Import] = [:]
  /// Modules of which everything is imported.
  private(set) var wholeImports: [String] = []
  /// All but the names of functions and of assigned tests, where they are defined.
  private(set) var words: Set<String> = []
  /// Classes that get their members while the program runs; with 0 the whole file.
  private(set) var open: Set<Int> = []

  private static let testStart = "test"
  /// Python allows twenty blocks inside each other.
  private static let depthLimit = 20
  private static let listLimit = 16

  /// What gives names to a module or a class while the program runs.
  private static let makers: Set<String> = [
    "setattr", "globals", "locals", "vars", "exec", "eval", "scenarios", "load_tests", "new_class",
  ]
  /// Modules and functions whose decorators leave names as they are.
  private static let plainDecorators: Set<String> = [
    "pytest", "mark", "unittest", "mock", "patch", "given", "settings", "skip", "skipIf",
    "skipUnless", "expectedFailure",
  ]

  private var around: [(scope: Int, indentation: Int)] = []
  private var isDecorated = false
  private var scope: Int { around.last?.scope ?? 0 }

  /// - Complexity: linear in the bytes.
  init(_ bytes: [UInt8]) {
    var (statement, indentation, line, depth): ([PythonTokens.Token], Int, Int, Int) = ([], 0, 0, 0)
    for token in PythonTokens(bytes) {
      if token.kind == .newline {
        line = token.span.upperBound
        if statement.last?.kind == .mark(UInt8(ascii: "\\")) {
          statement.removeLast()
        } else if depth == 0 {
          read(statement[...], indentation, bytes)
          statement = []
        }
        continue
      }
      if statement.isEmpty { indentation = token.span.lowerBound - line }
      statement.append(token)
      if case .mark(let mark) = token.kind { depth = max(0, depth + Self.step(mark)) }
    }
    read(statement[...], indentation, bytes)
  }

  private static func step(_ mark: UInt8) -> Int {
    "([{".utf8.contains(mark) ? 1 : ")]}".utf8.contains(mark) ? -1 : 0
  }

  /// The number of a class or a function, by the names around it and its own; `nil` for none.
  func scope(_ names: ArraySlice<String>) -> Int? {
    names.reduce(0) { around, name in around.flatMap { scopes[Place(scope: $0, name: name)] } }
  }

  // MARK: statements

  private typealias Tokens = ArraySlice<PythonTokens.Token>

  private mutating func read(_ statement: Tokens, _ indentation: Int, _ bytes: [UInt8]) {
    guard let first = statement.first else { return }
    while let last = around.last, last.indentation >= indentation { around.removeLast() }
    var rest = statement
    if first.kind == .mark(UInt8(ascii: "@")) {
      if let name = statement.dropFirst().first?.name, !Self.plainDecorators.contains(name) {
        isDecorated = true
      }
      return readWords(rest, bytes)
    }
    if first.name == "async" { rest.removeFirst() }
    switch rest.first?.name {
    case "def", "class": rest = define(rest, indentation)
    case "from", "import": readImport(rest)
    default: rest = assign(rest)
    }
    isDecorated = false
    readWords(rest, bytes)
  }

  /// - Returns: what follows the name.
  private mutating func define(_ statement: Tokens, _ indentation: Int) -> Tokens {
    guard let name = statement.dropFirst().first?.name, around.count < Self.depthLimit else {
      return statement
    }
    let (place, isClass) = (Place(scope: scope, name: name), statement.first?.name == "class")
    let number = scopes[place] ?? scopes.count + 1
    scopes[place] = number
    let rest = statement.dropFirst(2)
    if isClass {
      words.insert(name)
      if isDecorated { open.insert(number) }
      let all = (bases[number] ?? []) + Self.bases(rest)
      bases[number] = all.count > Self.listLimit ? [""] : all
    } else {
      insert(place, isDecorated ? .decorated : .plain)
    }
    around.append((number, indentation))
    return rest
  }

  private mutating func insert(_ test: Place, _ origin: Origin) {
    guard test.name.hasPrefix(Self.testStart) else { return }
    tests[test] = origin
    anyTests.insert(test.name)
  }

  /// `test_once = made_of(this)`.
  private mutating func assign(_ statement: Tokens) -> Tokens {
    guard let name = statement.first?.name, name.hasPrefix(Self.testStart),
      statement.dropFirst().first?.kind == .mark(UInt8(ascii: "="))
    else { return statement }
    insert(Place(scope: scope, name: name), .plain)
    return statement.dropFirst()
  }

  private mutating func readWords(_ tokens: Tokens, _ bytes: [UInt8]) {
    for token in tokens {
      switch token.kind {
      case .name(let name):
        words.insert(name)
        if Self.makers.contains(name) { open.insert(0) }
      case .text:
        for word in bytes[token.span].split(whereSeparator: { !isWordPart($0) }) {
          words.insert(String(decoding: word, as: UTF8.self))
        }
      default: break
      }
    }
  }

  // MARK: bases and imports

  /// `(Base, tests.Other, Generic[T])`.
  private static func bases(_ rest: Tokens) -> [String] {
    guard rest.first?.kind == .mark(UInt8(ascii: "(")) else {
      return rest.first?.kind == .mark(UInt8(ascii: ":")) ? [] : [""]
    }
    var depth = 0
    let list = rest.prefix { token in
      if case .mark(let mark) = token.kind { depth += step(mark) }
      return depth > 0
    }
    let parts = list.dropFirst().split { $0.kind == .mark(UInt8(ascii: ",")) }
    return parts.map(base)
  }

  private static func base(_ tokens: Tokens) -> String {
    let (name, rest) = dotted(tokens)
    if tokens.contains(where: { $0.name == "ABCMeta" }) { return "ABC" }
    return rest.isEmpty || rest.first?.kind == .mark(UInt8(ascii: "[")) ? name : ""
  }

  /// Names with dots between, before or behind them, and what follows.
  private static func dotted(_ tokens: Tokens) -> (name: String, rest: Tokens) {
    let dot = PythonTokens.Kind.mark(UInt8(ascii: "."))
    var (name, rest, isOpen) = ("", tokens, true)
    while let token = rest.first {
      if token.kind == dot {
        (name, isOpen) = (name + ".", true)
      } else if isOpen, let part = token.name, part != "import" {
        (name, isOpen) = (name + part, false)
      } else {
        break
      }
      rest.removeFirst()
    }
    return (name, rest)
  }

  private mutating func readImport(_ statement: Tokens) {
    let isFrom = statement.first?.name == "from"
    let (module, list) = isFrom ? Self.dotted(statement.dropFirst()) : ("", statement)
    if list.contains(where: { $0.kind == .mark(UInt8(ascii: "*")) }) {
      return wholeImports.count < Self.listLimit ? wholeImports.append(module) : ()
    }
    for part in list.dropFirst().split(whereSeparator: { $0.kind == .mark(UInt8(ascii: ",")) }) {
      let (name, rest) = Self.dotted(part.drop { $0.name == nil })
      let alias = rest.first?.name == "as" ? rest.dropFirst().first?.name : nil
      // `import tests.base` gives the name `tests`, by which its parts are named in full.
      let known = alias ?? String(name.prefix { $0 != "." })
      imports[known] =
        isFrom
        ? Import(module: module, name: name)
        : Import(module: alias == nil ? known : name, name: "")
    }
  }
}

extension PythonTokens.Token {
  var name: String? { if case .name(let name) = kind { name } else { nil } }
}
