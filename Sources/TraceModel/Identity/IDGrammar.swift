/// The rules for ids that a project declares itself.
///
/// An id becomes a file name, an anchor and a label, so what is allowed is what is safe in all three
/// on every system: a letter, then at most 63 letters, digits, dots, hyphens and underscores.
public enum IDGrammar {
  /// What a declared id breaks.
  public enum Fault: Sendable, Hashable {
    case empty
    case tooLong
    /// The first character is not a letter.
    case start
    /// A character outside letters, digits, `.`, `-` and `_`.
    case character
    /// Ends with a dot, which some file systems drop.
    case trailingDot
    /// Means something else to the site or to a file system: `index`, `CON`.
    case reserved

    /// What is wrong, to follow the quoted id in a sentence.
    public var sentence: String {
      switch self {
      case .empty: "is empty; expected a letter followed by letters, digits, `.`, `-` or `_`"
      case .tooLong: "is longer than 64 characters"
      case .start: "does not start with a letter from A to Z"
      case .character: "holds a character other than letters, digits, `.`, `-` and `_`"
      case .trailingDot: "ends with a dot, which some file systems drop"
      case .reserved: "is reserved, because it names a page of the site or a device"
      }
    }
  }

  /// The first rule that an id breaks; `nil` when it may be used.
  public static func fault(in id: String) -> Fault? {
    let bytes = id.utf8
    guard let first = bytes.first, let last = bytes.last else { return .empty }
    if !isLetter(first) { return .start }
    if !bytes.allSatisfy(isAllowed) { return .character }
    if bytes.count > 64 { return .tooLong }
    if last == UInt8(ascii: ".") { return .trailingDot }
    return isReserved(id) ? .reserved : nil
  }

  /// True for names of pages that the site makes itself, and of devices, whatever follows a dot.
  public static func isReserved(_ id: String) -> Bool {
    // Every reserved name is short, and this runs once for each id of a project.
    guard id.utf8.count <= 7 || id.utf8.contains(UInt8(ascii: ".")) else { return false }
    let stem = id.lowercased().prefix { $0 != "." }
    return reserved.contains(String(stem))
  }

  private static let reserved: Set<String> = {
    let devices = ["com", "lpt"].flatMap { device in (0...9).map { "\(device)\($0)" } }
    let pages = ["index", "404", "sitemap", "assets", "search", "api"]
    return Set(["con", "prn", "aux", "nul"] + devices + pages)
  }()

  static func isLetter(_ byte: UInt8) -> Bool {
    let lower = byte | 0x20
    return lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z")
  }

  static func isDigit(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    isLetter(byte) || isDigit(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
      || byte == UInt8(ascii: "_")
  }
}
