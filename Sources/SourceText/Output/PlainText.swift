/// Text on one line: line ends and runs of spaces become one space.
public func oneLine(_ text: String) -> String {
  if isOneLine(text) { return text }
  var result: [UInt8] = []
  for byte in text.utf8 {
    let isSpace = byte == 0x20 || byte >= 0x09 && byte <= 0x0D
    if !isSpace {
      result.append(byte)
    } else if let last = result.last, last != 0x20 {
      result.append(0x20)
    }
  }
  if result.last == 0x20 { result.removeLast() }
  return String(decoding: result, as: UTF8.self)
}

/// Mostly there is nothing to do.
private func isOneLine(_ text: String) -> Bool {
  var isAfterSpace = true
  for byte in text.utf8 {
    if byte >= 0x09 && byte <= 0x0D || byte == 0x20 && isAfterSpace { return false }
    isAfterSpace = byte == 0x20
  }
  return !isAfterSpace || text.isEmpty
}

/// `A` to `Z`, `a` to `z`, `0` to `9`.
public func isLetterOrDigit(_ byte: UInt8) -> Bool {
  byte >= 0x30 && byte <= 0x39 || byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A
}

/// A real day of the Gregorian calendar, written `YYYY-MM-DD`.
public func isDay(_ text: some Sequence<UInt8>) -> Bool {
  let bytes = Array(text)
  guard bytes.count == 10, bytes[4] == 0x2D, bytes[7] == 0x2D else { return false }
  let (year, month, day) = (number(bytes[0..<4]), number(bytes[5..<7]), number(bytes[8..<10]))
  guard let year, let month, let day, (1...12).contains(month) else { return false }
  return (1...dayCount(ofMonth: month, year)).contains(day)
}

/// How many days a month has; `month` counts from 1 to 12.
public func dayCount(ofMonth month: Int, _ year: Int) -> Int {
  let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  return month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
}

/// Digits alone; `nil` for anything else.
private func number(_ digits: ArraySlice<UInt8>) -> Int? {
  guard digits.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
  return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
}
