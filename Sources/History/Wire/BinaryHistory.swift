import SourceText

/// The binary form of histories.
public enum BinaryHistory {
  static func isLikely(_ file: SourceFile) -> Bool { false }
  static func decoded(_ bytes: [UInt8]) -> [UInt8]? { nil }
}
