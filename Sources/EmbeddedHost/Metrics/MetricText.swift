import SourceText

/// Metrics in the text form that Prometheus reads.
struct MetricText {
  enum Kind: String { case counter, gauge, histogram }

  struct Sample {
    var labels: [(name: String, value: String)] = []
    var value: Double
  }

  private(set) var text = ""

  /// A family with its samples; nothing at all when there are none.
  mutating func add(_ name: String, _ kind: Kind, _ help: String, _ samples: [Sample]) {
    guard !samples.isEmpty else { return }
    begin(name, kind, help)
    for sample in samples { line(name, sample.labels, sample.value) }
  }

  /// One without labels.
  mutating func add(_ name: String, _ kind: Kind, _ help: String, _ value: Double) {
    add(name, kind, help, [Sample(value: value)])
  }

  /// Histograms by one label.
  mutating func add(
    _ name: String, _ help: String, by label: String, _ histograms: [(String, Histogram)]
  ) {
    guard !histograms.isEmpty else { return }
    begin(name, .histogram, help)
    for (value, histogram) in histograms { add(name, [(label, value)], histogram) }
  }

  /// One histogram without labels.
  mutating func add(_ name: String, _ help: String, _ histogram: Histogram) {
    begin(name, .histogram, help)
    add(name, [], histogram)
  }

  private mutating func add(
    _ name: String, _ labels: [(name: String, value: String)], _ histogram: Histogram
  ) {
    for (bound, count) in histogram.cumulative {
      line(name + "_bucket", labels + [("le", bound)], Double(count))
    }
    line(name + "_sum", labels, histogram.sum)
    line(name + "_count", labels, Double(histogram.count))
  }

  private mutating func begin(_ name: String, _ kind: Kind, _ help: String) {
    text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
  }

  private mutating func line(
    _ name: String, _ labels: [(name: String, value: String)], _ value: Double
  ) {
    let list = labels.map { "\($0.name)=\"\(Self.escaped($0.value))\"" }.joined(separator: ",")
    text += list.isEmpty ? name : "\(name){\(list)}"
    text += " \(Int(exactly: value).map { "\($0)" } ?? "\(value)")\n"
  }

  /// The form knows three escapes, and no other.
  private static func escaped(_ value: String) -> String {
    var result = ""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\\": result += "\\\\"
      case "\"": result += "\\\""
      case "\n": result += "\\n"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
