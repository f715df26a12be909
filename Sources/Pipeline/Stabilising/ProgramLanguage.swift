/// A language whose words and comments can be told apart without a parser.
///
/// Those of the family of C are not among them: lines that go on behind a comment, escapes that are read
/// before comments, and text between tags make that uncertain.
enum ProgramLanguage {
  case swift, python, rust, go

  /// By the ending of a file's name; `nil` for what nobody here reads.
  init?(path: String) {
    let name = path.split(separator: "/").last ?? ""
    guard name.contains("."), let ending = name.split(separator: ".").last else { return nil }
    switch ending {
    case "swift": self = .swift
    case "py": self = .python
    case "rs": self = .rust
    case "go": self = .go
    default: return nil
    }
  }

  /// Words that a line begins with which brings in other programs.
  var importing: Set<String> {
    switch self {
    case .python: ["import", "from"]
    case .rust: ["use"]
    case .swift, .go: ["import"]
    }
  }

  /// Words before a function whose parameters are written `name: type`.
  var functions: Set<String> {
    switch self {
    case .swift: ["func", "init"]
    case .python: ["def"]
    case .rust: ["fn"]
    case .go: []
    }
  }

  /// Words before a value whose type is written `name: type`.
  var values: Set<String> {
    switch self {
    case .swift, .rust: ["let", "var", "const"]
    case .python, .go: []
    }
  }
}
