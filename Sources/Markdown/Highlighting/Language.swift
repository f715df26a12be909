/// What the lexer must know of a language to colour it: words, comments and quotes, nothing more.
struct Language: Sendable {
  var names: [String]
  var keywords: Set<String> = []
  var lineComments: [[UInt8]] = []
  var blockComment: (open: [UInt8], close: [UInt8])?
  /// Bytes that open a string and close it again.
  var quotes: [UInt8] = [0x22]
  /// Three quotes in a row open a string over several lines.
  var hasTripleQuotes = false
  /// A word or string in front of `:` (or of this byte) is a key.
  var keySeparator: UInt8?
  /// Keywords are compared in lower case.
  var ignoresCase = false
  /// Bytes that belong to words besides letters, digits and `_`.
  var wordBytes: [UInt8] = []
  /// A `#` opens a comment only at the start of a word, as in shells and YAML.
  var commentNeedsSpace = false

  /// The language of a fence; `nil` for one that is shown without colours.
  static func named(_ name: String) -> Language? { byName[name] }

  private static let byName: [String: Language] = {
    var result: [String: Language] = [:]
    for language in all { for name in language.names { result[name] = language } }
    return result
  }()
}

private func words(_ text: String) -> Set<String> {
  Set(text.split(separator: " ").map(String.init))
}
private let slashes: [UInt8] = [0x2F, 0x2F]
private let hash: [UInt8] = [0x23]
private let slashStar: (open: [UInt8], close: [UInt8]) = ([0x2F, 0x2A], [0x2A, 0x2F])

extension Language {
  fileprivate static let all: [Language] = [
    Language(
      names: ["swift"],
      keywords: words(
        """
        actor any as associatedtype async await borrowing break case catch class consuming \
        continue default defer deinit do else enum extension fallthrough false fileprivate for \
        func guard if import in init inout internal is let mutating nil nonisolated open \
        operator override package precedencegroup private protocol public repeat rethrows \
        return self Self some static struct subscript super switch throw throws true try \
        typealias var weak where while
        """),
      lineComments: [slashes], blockComment: slashStar, hasTripleQuotes: true),
    Language(
      names: ["python", "py"],
      keywords: words(
        """
        False None True and as assert async await break class continue def del elif else except \
        finally for from global if import in is lambda match nonlocal not or pass raise return \
        try while with yield self
        """),
      lineComments: [hash], quotes: [0x22, 0x27], hasTripleQuotes: true),
    Language(
      names: ["yaml", "yml"], keywords: words("true false null yes no on off"),
      lineComments: [hash], quotes: [0x22, 0x27], keySeparator: 0x3A, wordBytes: [0x2D, 0x2E],
      commentNeedsSpace: true),
    Language(
      names: ["json", "jsonc", "json5"], keywords: words("true false null"),
      lineComments: [slashes], blockComment: slashStar, keySeparator: 0x3A),
    Language(
      names: ["toml", "ini"], keywords: words("true false"), lineComments: [hash],
      quotes: [0x22, 0x27], hasTripleQuotes: true, keySeparator: 0x3D, wordBytes: [0x2D, 0x2E],
      commentNeedsSpace: true),
    Language(
      names: ["bash", "sh", "shell", "zsh", "console"],
      keywords: words(
        """
        case do done elif else esac exit export fi for function if in local return set shift \
        source then trap unset until while cd echo eval exec test readonly
        """),
      lineComments: [hash], quotes: [0x22, 0x27, 0x60], wordBytes: [0x2D],
      commentNeedsSpace: true),
    Language(
      names: ["sql", "sqlite", "postgresql"],
      keywords: words(
        """
        add all alter and as asc begin between by case check column commit constraint create \
        cross delete desc distinct drop else end exists foreign from full group having if in \
        index inner insert into is join key left like limit not null offset on or order outer \
        primary references right rollback select set table then transaction union unique \
        update using values view when where with
        """),
      lineComments: [[0x2D, 0x2D]], blockComment: slashStar, quotes: [0x22, 0x27],
      ignoresCase: true),
    Language(
      names: [
        "c", "cpp", "c++", "h", "java", "js", "javascript", "ts", "typescript", "go", "rust", "rs",
        "kotlin", "cs", "csharp", "proto", "graphql", "scala", "php", "css",
      ],
      keywords: words(
        """
        abstract as async await bool boolean break case catch char class const continue crate \
        default defer delete do double else enum export extends extern false final finally float \
        fn for func function go goto if impl implements import in inline instanceof int \
        interface let long loop map match message mod module mut namespace new nil null package \
        private protected public pub range return rpc self service short signed sizeof static \
        string struct super switch template this throw throws trait true try type typedef typeof \
        undefined union unsigned use using val var virtual void volatile when where while yield
        """),
      lineComments: [slashes], blockComment: slashStar, quotes: [0x22, 0x27, 0x60]),
  ]
}
