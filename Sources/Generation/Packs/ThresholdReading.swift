import SourceText

/// A member of a threshold that cannot be used as it is written.
struct ThresholdFault: Error {
  let text: String

  init(_ text: String) { self.text = text }
}

/// What a threshold says of how it is watched. A member that is there and cannot be read is a fault:
/// an alert on another line than the one that is written would be worse than none.
struct ThresholdReading {
  let members: [String: String]
  /// Parts of the text, each of which should be a member.
  private let parts: [String]

  init(_ text: String) {
    members = ItemText.members(of: text)
    parts = text.split(separator: ";").map(String.init)
  }

  private static let quantiles = [
    ("p50", 0.5), ("p90", 0.9), ("p95", 0.95), ("p99", 0.99), ("p999", 0.999),
  ]
  private static let lines = [
    ("ceiling", Comparison.atMost), ("floor", .atLeast), ("value", .atMost),
  ]

  /// A limit, and what has to be so of it.
  typealias Line = (limit: Double, quantile: Double?, comparison: Comparison)

  /// The first line that is stated; `nil` where there is none, or nothing that it is a line of.
  func line() throws(ThresholdFault) -> Line? {
    guard members["query"] != nil || members["metric"] != nil else { return nil }
    for (name, share) in Self.quantiles where members[name] != nil {
      return (try limit(name), share, .atMost)
    }
    for (name, comparison) in Self.lines where members[name] != nil {
      return (try limit(name), nil, comparison)
    }
    return nil
  }

  /// A number that is the same once it is written into a rule.
  private func limit(_ name: String) throws(ThresholdFault) -> Double {
    guard let text = members[name], let value = Double(text), abs(value) <= 1e12,
      Double(decimalText(value)) == value
    else {
      throw fault(name, "no plain number up to 1e12, with six digits behind the point at most")
    }
    return value
  }

  func comparison() throws(ThresholdFault) -> Comparison? {
    guard let text = members["operator"] else { return nil }
    guard let found = Comparison(rawValue: text) else {
      let known = Comparison.allCases.map(\.rawValue).joined(separator: " ")
      throw fault("operator", "none of \(known)")
    }
    return found
  }

  /// A name of letters, digits and what else may stand in it.
  func name(_ member: String, and others: String) throws(ThresholdFault) -> String? {
    guard let text = members[member] else { return nil }
    guard let first = text.utf8.first, !(0x30...0x39).contains(first), text.utf8.count <= 120,
      text.utf8.allSatisfy({
        (0x30...0x39).contains($0) || (0x41...0x5A).contains($0 & 0xDF) || others.utf8.contains($0)
      }), !["inf", "nan"].contains(text.lowercased())
    else { throw fault(member, "no name that the monitoring system takes") }
    return text
  }

  func span(
    _ member: String, atLeast least: Int
  ) throws(ThresholdFault) -> AlertSpan? {
    guard let text = members[member] else { return nil }
    guard let span = AlertSpan(text), (least...AlertSpan.longest).contains(span.milliseconds) else {
      throw fault(
        member, "no length of time such as 5m or 1h30m, from \(least / 1_000) seconds to 30 days")
    }
    return span
  }

  private func fault(_ member: String, _ what: String) -> ThresholdFault {
    ThresholdFault("\(member) \"\((members[member] ?? "").prefix(80))\" is \(what)")
  }
}

// MARK: - Queries

extension ThresholdReading {
  private static let known: Set = Set(quantiles.map(\.0) + lines.map(\.0)).union([
    "alert", "failure_rate", "for", "kind", "metric", "operator", "query", "unit", "window",
  ])

  /// A query that stays one operand wherever it is put, as far as that shows without its grammar.
  func query() throws(ThresholdFault) -> String? {
    guard let query = members["query"] else { return nil }
    // Members are separated by semicolons, and one in the query would cut it short.
    var rest = Self.known
    for part in parts {
      let name = oneLine(String(part.prefix { $0 != ":" }))
      guard rest.remove(name) != nil, part.utf8.contains(UInt8(ascii: ":")) else {
        throw ThresholdFault(
          "\"\(name.prefix(80))\" is no member of a threshold with a query, or is there twice; "
            + "a query holds no semicolon")
      }
    }
    guard !query.isEmpty, query.utf8.count <= 2_000,
      query.utf8.allSatisfy({ (0x20...0x7E).contains($0) })
    else { throw fault("query", "not one line of up to 2,000 plain characters") }
    // The monitoring system takes these for templates of its own.
    guard !query.contains("{{"), !query.contains("}}") else {
      throw fault("query", "a template, with its double braces")
    }
    guard Self.isClosed(query) else {
      throw fault("query", "left open: a quote or bracket has no other end, or a comment begins")
    }
    return query
  }

  /// Every quote and bracket has its other end, and nothing outside quotes begins a comment.
  private static func isClosed(_ text: String) -> Bool {
    var open: [UInt8] = []
    var quote: UInt8?
    var isEscaped = false
    for byte in text.utf8 {
      if let end = quote {
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\"), end != UInt8(ascii: "`") {
          isEscaped = true
        } else if byte == end {
          quote = nil
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"): quote = byte
      case UInt8(ascii: "("): open.append(UInt8(ascii: ")"))
      case UInt8(ascii: "["): open.append(UInt8(ascii: "]"))
      case UInt8(ascii: "{"): open.append(UInt8(ascii: "}"))
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
        guard open.popLast() == byte else { return false }
      case UInt8(ascii: "#"), UInt8(ascii: ";"): return false
      default: break
      }
    }
    return quote == nil && open.isEmpty
  }
}
