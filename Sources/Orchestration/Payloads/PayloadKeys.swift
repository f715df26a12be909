/// Steps of a path that no type has a key for.
enum PathKey: CodingKey {
  case index(Int)
  /// What a class inherits.
  case inherited

  var stringValue: String {
    switch self {
    case .index(let index): "\(index)"
    case .inherited: "super"
    }
  }
  var intValue: Int? {
    if case .index(let index) = self { return index }
    return nil
  }

  init?(stringValue: String) { nil }
  init?(intValue: Int) { self = .index(intValue) }
}

/// `prNumber` as `pr_number`, which is how other languages' workers spell it.
func snakeCase(_ name: String) -> String {
  var result: [UInt8] = []
  var wasUpper = true
  for byte in name.utf8 {
    let isUpper = (0x41...0x5A).contains(byte)
    if isUpper, !wasUpper { result.append(0x5F) }
    result.append(isUpper ? byte + 0x20 : byte)
    wasUpper = isUpper
  }
  return String(decoding: result, as: UTF8.self)
}

/// `pr_number` as `prNumber`, for whoever asks which keys an object has.
func camelCase(_ name: String) -> String {
  var result: [UInt8] = []
  var isFirst = false
  for byte in name.utf8 {
    if byte == 0x5F, !result.isEmpty {
      isFirst = true
    } else {
      result.append(isFirst && (0x61...0x7A).contains(byte) ? byte - 0x20 : byte)
      isFirst = false
    }
  }
  return String(decoding: result, as: UTF8.self)
}

/// Dictionaries and sets: their keys are data, spelled as they are, and their order is nobody's, so
/// that they are written sorted.
protocol Unordered {
  /// How many elements of a list are one entry.
  static var entryLength: Int { get }
}

extension Dictionary: Unordered {
  static var entryLength: Int { 2 }
}

extension Set: Unordered {
  static var entryLength: Int { 1 }
}
