/// A number as people write it, with nothing rounded: 0.2 s and 200 ms have to be the same.
struct DecimalFigure: Hashable, Sendable {
  /// Without zeros at its end.
  let digits: Int
  /// How often ten multiplies the digits; negative behind the point.
  let exponent: Int

  /// `digits` times ten to the `exponent`.
  init(_ digits: Int, exponent: Int = 0) {
    var (digits, exponent) = (digits, exponent)
    while digits != 0, digits % 10 == 0 {
      digits /= 10
      exponent += 1
    }
    self.digits = digits
    self.exponent = digits == 0 ? 0 : exponent
  }

  /// The product; `nil` for one of more digits than anybody writes.
  static func * (a: DecimalFigure, b: DecimalFigure) -> DecimalFigure? {
    let (product, isTooLarge) = a.digits.multipliedReportingOverflow(by: b.digits)
    return isTooLarge ? nil : DecimalFigure(product, exponent: a.exponent + b.exponent)
  }

  /// The sum; `nil` for one of more digits than anybody writes.
  static func + (a: DecimalFigure, b: DecimalFigure) -> DecimalFigure? {
    let exponent = min(a.exponent, b.exponent)
    guard let first = a.digits(at: exponent), let second = b.digits(at: exponent) else {
      return nil
    }
    let (sum, isTooLarge) = first.addingReportingOverflow(second)
    return isTooLarge ? nil : DecimalFigure(sum, exponent: exponent)
  }

  /// `nil` where nobody writes so many digits.
  func isLess(than other: DecimalFigure) -> Bool? {
    (other * DecimalFigure(-1)).flatMap { self + $0 }.map { $0.digits < 0 }
  }

  private func digits(at lower: Int) -> Int? {
    var result = digits
    for _ in 0..<min(exponent - lower, 20) {
      let (next, isTooLarge) = result.multipliedReportingOverflow(by: 10)
      if isTooLarge { return nil }
      result = next
    }
    return exponent - lower > 20 && digits != 0 ? nil : result
  }

  /// A whole number that may stand for anything: hours of a day, attempts, places of a list.
  var isSmallWhole: Bool {
    exponent == 0 ? digits < 60 : exponent == 1 ? digits < 6 : false
  }

  /// Four places before the point, or more.
  var isThousands: Bool {
    var (rest, places) = (digits, exponent)
    while rest > 0 {
      rest /= 10
      places += 1
    }
    return places >= 4
  }

  /// `0.05`, but not `0.5`: a part of one with two places behind the point, or more.
  var isFineFraction: Bool {
    guard exponent <= -2, exponent > -18 else { return false }
    var one = 1
    for _ in 0..<(-exponent) { one *= 10 }
    return digits < one
  }
}
