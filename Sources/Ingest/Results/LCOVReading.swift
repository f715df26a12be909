import SourceText
import TraceModel

/// The records of an LCOV file: `SF:` opens a file, `DA:` is a line, `end_of_record` closes.
struct LCOVReading {
  private var tally = CoverageTally()
  /// The file whose record is open.
  private var path: String?
  private var start = Span(0, 0)
  private var seen: (hit: Int, total: Int) = (0, 0)
  private var stated: (hit: Int?, total: Int?) = (nil, nil)

  static func read(_ file: SourceFile, _ report: inout ResultDocument) {
    var reading = LCOVReading()
    var index = file.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while index < file.bytes.count {
      let end = file.bytes[index...].firstIndex(of: 0x0A) ?? file.bytes.count
      var last = end
      while last > index, file.bytes[last - 1] <= 0x20 { last -= 1 }
      if last > index { reading.read(file.bytes[index..<last], &report) }
      index = end + 1
    }
    if reading.path != nil {
      reading.close(&report)
      report.warn(
        IngestRules.resultFormat, reading.start, "the record is not closed by end_of_record")
    }
    if reading.tally.isEmpty {
      report.warn(IngestRules.resultEmpty, Span(0, 0), "the report holds no record of a file")
    }
    reading.tally.report(to: &report)
  }

  private static let known: Set<String> = [
    "TN", "VER", "FN", "FNDA", "FNF", "FNH", "FNL", "FNA", "BRDA", "BRF", "BRH", "MCDC", "MCF",
    "MCH",
  ]

  private mutating func read(_ line: ArraySlice<UInt8>, _ report: inout ResultDocument) {
    let span = Span(line.startIndex, line.endIndex)
    if line.first == UInt8(ascii: "#") { return }
    let colon = line.firstIndex(of: UInt8(ascii: ":")) ?? line.endIndex
    let key = String(decoding: line[..<colon].prefix(40), as: UTF8.self)
    let value = colon < line.endIndex ? line[(colon + 1)...] : []
    switch key {
    case "SF": open(value, span, &report)
    case "DA": addLine(value, span, &report)
    case "LF": stated.total = count(value, span, &report)
    case "LH": stated.hit = count(value, span, &report)
    case "end_of_record": close(&report)
    case _ where Self.known.contains(key): break
    default: report.warn(IngestRules.resultFormat, span, "\"\(key)\" is no record of LCOV")
    }
  }

  private mutating func open(
    _ value: ArraySlice<UInt8>, _ span: Span, _ report: inout ResultDocument
  ) {
    if path != nil {
      report.warn(IngestRules.resultFormat, start, "the record is not closed by end_of_record")
      close(&report)
    }
    let path = String(decoding: value, as: UTF8.self)
    tally.open(path, span)
    self.path = path
    start = span
  }

  private mutating func addLine(
    _ value: ArraySlice<UInt8>, _ span: Span, _ report: inout ResultDocument
  ) {
    let parts = value.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    guard let path, parts.count >= 2, let line = Int(String(decoding: parts[0], as: UTF8.self)),
      line >= 0, let ran = Self.ran(parts[1])
    else {
      return report.warn(
        IngestRules.resultValue, span, "expected DA:line,count inside a record of a file")
    }
    seen.total += 1
    if ran { seen.hit += 1 }
    tally.add(line, ran: ran, to: path)
  }

  /// Whether a count of any length is more than 0; a negative one, as some tools write, is not.
  private static func ran(_ digits: ArraySlice<UInt8>) -> Bool? {
    let isNegative = digits.first == UInt8(ascii: "-")
    let digits = isNegative ? digits.dropFirst() : digits
    guard !digits.isEmpty, digits.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
    return !isNegative && digits.contains { $0 != 0x30 }
  }

  private func count(
    _ value: ArraySlice<UInt8>, _ span: Span, _ report: inout ResultDocument
  ) -> Int? {
    if let count = Int(String(decoding: value, as: UTF8.self)), count >= 0 { return count }
    report.warn(IngestRules.resultValue, span, "expected a count that is not negative")
    return nil
  }

  private mutating func close(_ report: inout ResultDocument) {
    guard let path else { return }
    let total = stated.total ?? seen.total
    let hit = stated.hit ?? seen.hit
    let isWrong = seen.total > 0 ? (hit, total) != seen : hit > total
    if isWrong {
      report.warn(
        IngestRules.resultCounts, start,
        "the record states \(hit) of \(total) lines; its lines give \(seen.hit) of \(seen.total)")
    } else if seen.total == 0 {
      tally.state(hit: hit, total: total, of: path)
    }
    self.path = nil
    seen = (0, 0)
    stated = (nil, nil)
  }
}
