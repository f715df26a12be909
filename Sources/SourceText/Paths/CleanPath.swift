/// A path that cannot lead out of the folder it is relative to, nor spoil a line of output.
///
/// Relative, valid UTF-8, no `..`, no control character; `.` and doubled slashes are taken out.
public struct CleanPath: Hashable, Sendable, Comparable {
  /// Why a text is not such a path.
  public enum Fault: Error, Hashable, Sendable {
    case empty
    case absolute
    case leadsUp
    case controlCharacter
    case notUTF8

    /// The fault as a clause that follows the path in a sentence.
    public var clause: String {
      switch self {
      case .empty: "names no file"
      case .absolute: "is absolute, expected a path relative to its folder"
      case .leadsUp: "holds \"..\", which may lead out of its folder"
      case .controlCharacter: "holds a control character"
      case .notUTF8: "is not valid UTF-8"
      }
    }
  }

  /// Components joined by `/`; never empty.
  public let text: String

  /// Cleans a path, or says why it is none.
  public init(_ path: String) throws(Fault) {
    if path.isPlainlyClean {
      text = path
      return
    }
    guard path.utf8.first != 0x2F else { throw .absolute }
    guard !path.unicodeScalars.contains(where: isControl) else { throw .controlCharacter }
    let components = path.utf8.split(separator: 0x2F).map { String(Substring($0)) }
    let kept = components.filter { $0 != "." }
    guard !kept.contains("..") else { throw .leadsUp }
    guard !kept.isEmpty else { throw .empty }
    text =
      kept.count == components.count && !path.utf8.hasDoubledOrFinalSlash
      ? path : kept.joined(separator: "/")
  }

  /// A path from the bytes of a file system or of a request.
  public init(bytes: [UInt8]) throws(Fault) {
    guard let path = String(validating: bytes, as: UTF8.self) else { throw .notUTF8 }
    try self.init(path)
  }

  /// The names between the slashes.
  public var components: [Substring] { text.split(separator: "/") }

  /// Order by text.
  public static func < (a: CleanPath, b: CleanPath) -> Bool { a.text < b.text }
}

/// A name with what a terminal or a log line could not show written as `\u{…}`.
public func displayName(_ name: String) -> String {
  var name = name
  // Nearly every name is plain: one look at its bytes saves the look at its characters.
  if name.withUTF8({ $0.allSatisfy { $0 >= 0x20 && $0 < 0x7F } }) { return name }
  guard name.unicodeScalars.contains(where: isControl) else { return name }
  var shown = ""
  for scalar in name.unicodeScalars {
    let code = String(scalar.value, radix: 16)
    if isControl(scalar) { shown += "\\u{\(code)}" } else { shown.unicodeScalars.append(scalar) }
  }
  return shown
}

/// A name that need not be UTF-8, with bytes that are none written as `\x…`.
public func displayName(_ name: [UInt8]) -> String {
  if let text = String(validating: name, as: UTF8.self) { return displayName(text) }
  return name.map {
    $0 < 0x80 ? displayName(String(Unicode.Scalar($0))) : "\\x\(String($0, radix: 16))"
  }.joined()
}

/// C0, DEL, C1, and the line and paragraph separators.
private func isControl(_ scalar: Unicode.Scalar) -> Bool {
  scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
    || scalar.value == 0x2028 || scalar.value == 0x2029
}

extension String {
  /// Printable ASCII, no component that is empty or begins with a dot: clean without taking apart.
  fileprivate var isPlainlyClean: Bool {
    var previous: UInt8 = 0x2F
    for byte in utf8 {
      guard byte >= 0x20, byte < 0x7F else { return false }
      if previous == 0x2F, byte == 0x2F || byte == 0x2E { return false }
      previous = byte
    }
    return previous != 0x2F
  }
}

extension String.UTF8View {
  fileprivate var hasDoubledOrFinalSlash: Bool {
    var previous: UInt8 = 0
    for byte in self {
      if byte == 0x2F, previous == 0x2F { return true }
      previous = byte
    }
    return previous == 0x2F
  }
}
