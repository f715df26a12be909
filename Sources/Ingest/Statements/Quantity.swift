import SourceText

/// Durations and small sums, as programs and documents write them.
enum Quantity {
  /// Lowest and highest of `5 min`, `2-3 minutes`, `2.5 hrs`, `8-12 min`; `nil` for anything else.
  static func duration(_ text: some StringProtocol) -> (low: Double, high: Double)? {
    let words = String(text).words
    guard words.count >= 2, let unit = seconds(ofUnit: words[1].filter(\.isLetter)) else {
      return nil
    }
    let ends = words[0].split { $0 == "-" || $0 == "–" }.map { Double($0) }
    guard (1...2).contains(ends.count), let low = ends[0], let high = ends[ends.count - 1],
      low >= 0, high < 1e6
    else { return nil }
    return (low * unit, high * unit)
  }

  /// `35 min`, `1.5 h`, `10 s`: in the largest unit that keeps the figure short.
  static func text(_ seconds: Double) -> String {
    let (figure, unit) =
      seconds >= 7_200
      ? (seconds / 3_600, "h") : seconds >= 60 ? (seconds / 60, "min") : (seconds, "s")
    return "\(short(figure)) \(unit)"
  }

  /// With at most one digit behind the point.
  static func short(_ figure: Double) -> String {
    guard figure.isFinite, abs(figure) < 1e12 else { return "too much" }
    let tenths = (figure * 10).rounded()
    let whole = Int(tenths) / 10
    let rest = abs(Int(tenths) % 10)
    return rest == 0 ? "\(whole)" : "\(whole).\(rest)"
  }

  // MARK: expressions

  /// The value of an expression of numbers, names, `timedelta(…)`, `min(a, b)` and the operators of
  /// arithmetic, in seconds where it is a duration; `nil` for anything else.
  static func value(_ expression: String, _ names: [String: Double]) -> Double? {
    guard expression.utf8.count < 200 else { return nil }
    var scan = Expression(bytes: Array(expression.utf8), names: names)
    let value = scan.sum()
    return scan.isAtEnd ? value : nil
  }

  private struct Expression {
    let bytes: [UInt8]
    let names: [String: Double]
    var index = 0
    var depth = 0

    init(bytes: [UInt8], names: [String: Double]) {
      self.bytes = bytes.filter { $0 > 0x20 }
      self.names = names
    }

    var isAtEnd: Bool { index == bytes.count }

    mutating func take(_ text: String) -> Bool {
      guard bytes[index...].starts(with: text.utf8) else { return false }
      index += text.utf8.count
      return true
    }

    mutating func sum() -> Double? {
      depth += 1
      defer { depth -= 1 }
      guard depth < 20, var value = product() else { return nil }
      while !isAtEnd {
        let isSum = take("+")
        guard isSum || take("-") else { break }
        guard let next = product() else { return nil }
        value += isSum ? next : -next
      }
      return value
    }

    mutating func product() -> Double? {
      guard var value = power() else { return nil }
      while !isAtEnd {
        if bytes[index...].starts(with: "**".utf8) { return nil }
        let isProduct = take("*")
        guard isProduct || take("/") else { break }
        guard let next = power(), isProduct || next != 0 else { return nil }
        value = isProduct ? value * next : value / next
      }
      return value
    }

    mutating func power() -> Double? {
      guard let base = atom() else { return nil }
      guard take("**") else { return base }
      guard let exponent = atom(), exponent >= 0, exponent <= 64 else { return nil }
      var result = 1.0
      for _ in 0..<Int(exponent) { result *= base }
      return result
    }

    mutating func atom() -> Double? {
      if take("(") {
        let value = sum()
        return take(")") ? value : nil
      }
      if take("timedelta(") { return timedelta() }
      if take("min(") {
        guard let a = sum(), take(","), let b = sum(), take(")") else { return nil }
        return min(a, b)
      }
      let word = bytes[index...].prefix { $0.isNameByte || $0 == UInt8(ascii: ".") }
      index += word.count
      let text = String(decoding: word, as: UTF8.self)
      return Double(text) ?? names[text]
    }

    mutating func timedelta() -> Double? {
      var total = 0.0
      while true {
        let word = bytes[index...].prefix { $0.isNameByte }
        index += word.count
        let name = String(decoding: word, as: UTF8.self)
        guard name.utf8.count > 3, let unit = seconds(ofUnit: name), take("="),
          let value = sum()
        else { return nil }
        total += unit * value
        if take(")") { return total }
        guard take(",") else { return nil }
      }
    }
  }
}
