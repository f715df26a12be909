/// A language whose words and comments can be told apart without a parser.
enum ProgramLanguage {
  case swift, python, rust, go, script, typedScript, family

  /// By the ending of a file's name; `nil` for what nobody here reads.
  init?(path: String) {
    let name = path.split(separator: "/").last ?? ""
    guard name.contains("."), let ending = name.split(separator: ".").last else { return nil }
    switch ending {
    case "swift": self = .swift
    case "py": self = .python
    case "rs": self = .rust
    case "go": self = .go
    case "js", "jsx", "mjs": self = .script
    case "ts", "tsx": self = .typedScript
    case "java", "kt", "c", "h", "cc", "cpp", "hpp", "cs": self = .family
    default: return nil
    }
  }

  /// Words that a line begins with which brings in other programs.
  var importing: Set<String> {
    switch self {
    case .python: ["import", "from"]
    case .rust: ["use"]
    case .family: ["import", "using"]
    case .swift, .go, .script, .typedScript: ["import"]
    }
  }

  /// Words before a function whose parameters are written `name: type`.
  var functions: Set<String> {
    switch self {
    case .swift: ["func", "init"]
    case .python: ["def"]
    case .rust: ["fn"]
    default: []
    }
  }

  /// Words before a value whose type is written `name: type`.
  var values: Set<String> {
    switch self {
    case .swift, .rust, .typedScript: ["let", "var", "const"]
    case .family: ["val", "var"]
    default: []
    }
  }

  /// A slash behind a bracket may begin a regular expression.
  var hasExpressionsBehindBrackets: Bool { self == .script || self == .typedScript }
}
