/// Names in Python that a report shows: which are used, and which are defined or imported.
///
/// No parser: strings and comments are left out, and what is not certain counts as defined.
struct ProgramText {
  private(set) var defined: Set<String> = []
  /// Names of types and modules, in the order of their first use.
  private(set) var used: [String] = []
  /// Attributes at the end of `self.….name`, read and never called.
  private(set) var stateRead: [String] = []
  /// Attributes and keywords that something is assigned to.
  private(set) var assigned: Set<String> = []

  /// Used, and neither defined nor imported nor built in.
  var undefined: [String] {
    used.filter { !defined.contains($0) && !Self.builtIn.contains($0) }
  }

  /// Read from the program's own state, and never written.
  var neverWritten: [String] {
    stateRead.filter { !assigned.contains($0) && !defined.contains($0) }
  }

  private static let builtIn: Set<String> = [
    "Exception", "BaseException", "TimeoutError", "ValueError", "KeyError", "TypeError",
    "RuntimeError", "ConnectionError", "OSError", "AssertionError", "NotImplementedError",
    "StopIteration", "PermissionError", "FileNotFoundError", "IndexError", "LookupError",
    "AttributeError", "NameError", "ArithmeticError", "ZeroDivisionError", "OverflowError",
    "UnicodeError", "RecursionError", "KeyboardInterrupt", "SystemExit", "Warning",
    "StopAsyncIteration", "ExceptionGroup", "InterruptedError", "BrokenPipeError", "None", "True",
    "False", "self", "cls",
    "str", "int", "dict", "list", "bytes", "super", "object", "type", "NotImplemented", "Ellipsis",
  ]

  private typealias Token = PythonTokens.Kind

  init(_ text: String) {
    let tokens = PythonTokens(Array(text.utf8.prefix(1 << 20))).map(\.kind).filter { $0 != .text }
    // A list of imports in brackets goes on over the ends of lines.
    var (isImport, isList) = (false, false)
    for index in tokens.indices {
      guard case .name(let name) = tokens[index] else {
        if isImport, tokens[index] == .mark(UInt8(ascii: "(")) { isList = true }
        if tokens[index] == .mark(UInt8(ascii: ")")) { isList = false }
        if tokens[index] == .newline, !isList { isImport = false }
        continue
      }
      let before = index > 0 ? tokens[index - 1] : .newline
      let after = index + 1 < tokens.count ? tokens[index + 1] : .newline
      if name == "import" {
        isImport = true
      } else if isImport || Self.isDefinition(before) || after == .mark(UInt8(ascii: "=")) {
        defined.insert(name)
        assigned.insert(name)
      } else if before == .mark(UInt8(ascii: ".")) {
        note(attribute: name, after, tokens, index)
      } else if after == .mark(UInt8(ascii: ":")) || after == .mark(UInt8(ascii: ",")),
        name.first?.isLowercase == true
      {
        // A parameter, a field of a class, a key: a name may be any of them.
        defined.insert(name)
        assigned.insert(name)
      } else {
        note(name, after)
      }
    }
  }

  private static func isDefinition(_ token: Token) -> Bool {
    guard case .name(let word) = token else { return false }
    return ["class", "def", "as", "for", "global", "nonlocal"].contains(word)
  }

  /// Words in capitals are types, words before a dot are modules or values.
  private mutating func note(_ name: String, _ after: Token) {
    let isType = name.first?.isUppercase == true && name.contains { $0.isLowercase }
    let isModule = after == .mark(UInt8(ascii: ".")) && name.first?.isLowercase == true
    guard isType || isModule && Self.modules.contains(name), !used.contains(name) else { return }
    used.append(name)
  }

  /// Modules whose use without an import is beyond doubt.
  private static let modules: Set<String> = [
    "asyncio", "json", "os", "sys", "re", "time", "datetime", "logging", "math", "random", "uuid",
    "pytest", "workflow", "activity", "structlog", "typing", "itertools", "functools",
  ]

  private mutating func note(
    attribute name: String, _ after: Token, _ tokens: [Token], _ index: Int
  ) {
    if after == .mark(UInt8(ascii: ".")) || after == .mark(UInt8(ascii: "(")) { return }
    var start = index
    while start >= 2, tokens[start - 1] == .mark(UInt8(ascii: ".")),
      case .name = tokens[start - 2]
    {
      start -= 2
    }
    guard tokens[start] == .name("self"), !stateRead.contains(name) else { return }
    stateRead.append(name)
  }
}
