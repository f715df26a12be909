import Notation
import SourceText
import TraceModel

/// Reads the files that steps of a development leave: what was generated and verified, outcomes,
/// options, failures, context, tensions, validations, extractions.
///
/// A report is a scope of its own with the name of its manifold, so that `payment-retry/OC1` finds
/// what only the report declares, and nothing in it hides what the manifold says. Markdown that shows
/// such files in fences is read as one report.
enum ReportReader: DocumentReader {
  static func read(_ file: SourceFile) -> [TraceDocument] {
    file.path.hasSuffix(".md") ? [readMarkdown(file)] : [readNotation(file)]
  }

  private static func readNotation(_ file: SourceFile) -> TraceDocument {
    let isJSON = file.bytes.first { $0 > 0x20 && $0 < 0x80 } == UInt8(ascii: "{")
    let parsed = isJSON ? JSONParser.parse(file) : YAMLParser.parse(file, limits: .manifold)
    let type = ReportKeys.type(ofFile: file.path)
    let subject = ReportKeys.subject(ofFile: file.path) ?? ReportKeys.stated(in: parsed.root)
    var scan = ReportScan(file, lines: parsed.lines, subject: subject, type: type)
    scan.draft.add(parsed.diagnostics)
    if let root = parsed.root, root.entries != nil {
      scan.readRoot(root, isWhole: true)
    } else if !scan.draft.document.isDegraded {
      scan.draft.warn(IngestRules.reportFormat, .file(file.path), "the file reports nothing")
    }
    scan.finish()
    return scan.draft.document
  }

  private static func readMarkdown(_ file: SourceFile) -> TraceDocument {
    let lines = LineMap(file)
    let fences = ReportFences(file, lines)
    var scan = ReportScan(file, lines: lines, subject: fences.subject, type: nil)
    // A document that shows reports does not say whose they are.
    scan.draft.isTentative = true
    for fence in fences.ranges.prefix(64) {
      let parsed = YAMLParser.parse(file, in: fence, limits: .manifold, lines: lines)
      scan.draft.add(parsed.diagnostics)
      guard let root = parsed.root, let keys = root.entries?.map(\.key),
        keys.contains(where: { ReportKeys.types[$0] != nil }), !keys.contains("constraints")
      else { continue }
      scan.readRoot(root, isWhole: false)
    }
    scan.console = fences.console
    scan.finish()
    return scan.draft.document
  }

  /// YAML with keys that only reports have, alone or in a fence.
  /// Bytes in which a key that only a report has must come.
  private static let lookedAt = 262_144

  static func recognises(_ path: String, start: [UInt8]) -> Bool {
    if path.hasSuffix(".md") {
      guard start.holds("```yaml", inFirst: lookedAt) else { return false }
    } else if !path.hasSuffix(".yaml"), !path.hasSuffix(".yml") {
      return false
    }
    return ReportKeys.strong.contains { start.holdsLine(startingWith: $0, inFirst: lookedAt) }
  }
}

/// The fences of a Markdown file, and what a console shows beside them.
struct ReportFences {
  /// The bytes of each YAML fence, without its marks.
  private(set) var ranges: [Range<Int>] = []
  /// Lines outside those fences.
  private(set) var console: [Range<Int>] = []
  /// The manifold that the document runs its commands on.
  private(set) var subject: String?

  private static let commands = [
    "gen-all", "verify-all", "outcome-anchor", "outcome-space", "context-load",
    "context-failures", "cms-extract", "cms-validate", "cms-tensions",
  ]

  init(_ file: SourceFile, _ lines: LineMap) {
    var open: Int?
    for number in 1...lines.count {
      guard let span = lines.contents(ofLine: number) else { continue }
      let line = String(decoding: file.bytes[span], as: UTF8.self)
      // Fences nest with marks of one length: only the indentation tells which one ends.
      if let start = open {
        guard line.hasPrefix("```") else { continue }
        ranges.append(start..<span.lowerBound)
        open = nil
      } else if line == "```yaml" || line == "```yml" {
        open = lines.contents(ofLine: number + 1)?.lowerBound
      } else {
        console.append(span)
        subject = subject ?? Self.subject(in: line)
      }
    }
  }

  /// `pay` of `User: /gen-all pay --option=SOL_A`.
  private static func subject(in line: String) -> String? {
    let words = line.split(separator: " ")
    for (word, next) in zip(words, words.dropFirst()) where word.hasPrefix("/") {
      let isName = next.utf8.allSatisfy {
        $0 >= 0x30 && $0 <= 0x39 || $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A || $0 == 0x2D
      }
      if commands.contains(String(word.dropFirst())), isName, !next.hasPrefix("-") {
        return String(next)
      }
    }
    return nil
  }
}
