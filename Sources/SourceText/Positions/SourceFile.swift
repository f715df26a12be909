/// One input file: its path inside the project and its bytes, exactly as they are on disk.
public struct SourceFile: Sendable {
  /// Path relative to the project's root, with `/` between components.
  public let path: String
  /// The file's bytes; not necessarily valid UTF-8 until a parser has said so.
  public let bytes: [UInt8]

  /// A file by its path and its bytes, neither of them checked.
  public init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }

  /// A file whose text is given in the program, as tests and embedded templates do.
  public init(path: String, text: String) {
    self.init(path: path, bytes: Array(text.utf8))
  }

  /// The bytes as text, with invalid sequences replaced: for display only, never for parsing.
  public var displayText: String { String(decoding: bytes, as: UTF8.self) }
}
