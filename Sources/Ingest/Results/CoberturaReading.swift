import Notation
import SourceText
import TraceModel

/// The classes of a Cobertura report, summed by file.
enum CoberturaReading {
  static func read(_ root: XMLElement, _ report: inout ResultDocument) {
    var tally = CoverageTally()
    for package in root.first("packages")?.all("package") ?? [] {
      for entry in package.first("classes")?.all("class") ?? [] {
        read(entry, &tally, &report)
      }
    }
    if tally.isEmpty {
      report.warn(IngestRules.resultEmpty, root.span, "the report holds no class with a file")
    }
    tally.report(to: &report)
  }

  private static func read(
    _ entry: XMLElement, _ tally: inout CoverageTally, _ report: inout ResultDocument
  ) {
    guard let path = entry["filename"], !path.isEmpty else {
      return report.warn(IngestRules.resultValue, entry.span, "a class names no file")
    }
    tally.open(path, entry.span)
    // Lines of methods stand among those of their class as well.
    for line in entry.first("lines")?.all("line") ?? [] {
      guard let number = line["number"].flatMap(Int.init), number >= 0, let hits = line["hits"],
        !hits.isEmpty, hits.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 })
      else {
        report.warn(
          IngestRules.resultValue, line.span, "expected a line with a number and its hits")
        continue
      }
      tally.add(number, ran: hits.utf8.contains { $0 != 0x30 }, to: path)
    }
  }
}
