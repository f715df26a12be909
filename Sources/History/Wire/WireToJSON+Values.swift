import SourceText

extension WireToJSON {
  mutating func write(_ value: WireReader.Value, _ kind: FieldTable.Kind, depth: Int) {
    switch (value, kind) {
    case (.bytes(let range), .message(let message)): write(message, range, depth: depth + 1)
    case (.bytes(let range), .text): quoted(string(range))
    case (.bytes(let range), .bytes):
      out.append("\"")
      out.append(encodedBase64(bytes[range].withArray))
      out.append("\"")
    case (.bytes(let range), .time): quoted(timeText(range))
    case (.bytes(let range), .duration): quoted(durationText(range))
    case (.number(let number), .bool): out.append(number == 0 ? "false" : "true")
    case (.number(let number), .whole(let isText)):
      let digits = String(Int64(bitPattern: number))
      isText ? quoted(digits) : out.append(digits)
    case (.number(let number), .word(let words)): word(number, words)
    case (.number(let number), .double): real(Double(bitPattern: number))
    case (.number(let number), .float):
      real(Double(Float(bitPattern: UInt32(truncatingIfNeeded: number))))
    default: out.append("null")
    }
  }

  private mutating func word(_ number: UInt64, _ words: Int) {
    let value = Int(Int32(truncatingIfNeeded: Int64(bitPattern: number)))
    guard let name = table.words[words].names[value] else { return out.append(String(value)) }
    quoted(table.words[words].start + name)
  }

  private mutating func real(_ number: Double) {
    if number.isFinite { return out.append("\(number)") }
    quoted(number.isNaN ? "NaN" : number < 0 ? "-Infinity" : "Infinity")
  }

  mutating func key(_ name: String) {
    quoted(name)
    out.append(":")
  }

  private mutating func quoted(_ text: String) {
    out.append("\"")
    out.append(jsonEscaped: text)
    out.append("\"")
  }

  func string(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  /// Seconds and nanoseconds.
  private func parts(_ range: Range<Int>) -> (seconds: Int64, nanoseconds: Int64) {
    var reader = WireReader(bytes, range)
    var parts: [Int64] = [0, 0]
    while !reader.isAtEnd, let (number, value) = reader.next() {
      if case .number(let bits) = value, number < 3 { parts[number - 1] = Int64(bitPattern: bits) }
    }
    return (parts[0], min(999_999_999, max(-999_999_999, parts[1])))
  }

  private func timeText(_ range: Range<Int>) -> String {
    let (seconds, nanoseconds) = parts(range)
    return Moment.text(
      seconds: min(253_402_300_799, max(-62_135_596_800, seconds)),
      nanoseconds: Int(max(0, nanoseconds)))
  }

  private func durationText(_ range: Range<Int>) -> String {
    let (seconds, nanoseconds) = parts(range)
    let isNegative = seconds < 0 || nanoseconds < 0
    return "\(isNegative ? "-" : "")\(seconds.magnitude)"
      + "\(Moment.fraction(Int(nanoseconds.magnitude)))s"
  }
}

extension Slice where Base == UnsafeBufferPointer<UInt8> {
  fileprivate var withArray: ArraySlice<UInt8> { Array(self)[...] }
}
