public import SourceText
public import TraceModel

/// The families of files, beside manifolds and pages, that a reader of this module understands.
///
/// The raw value is the name that `inputs:` uses.
public enum DocumentFormat: String, Sendable, CaseIterable {
  /// INTENT_…, ACTUAL_…, TASKS, CHANGELOG, OpenSpec, requirement tables.
  case modules
  /// Registries of patterns, with everything that their index names.
  case patterns
  /// Histories of workflow runs.
  case histories
  /// Records of pull requests and issues.
  case forge
  /// JUnit, LCOV, Cobertura, SARIF.
  case results
  /// Prometheus rules, Grafana dashboards, runbooks.
  case operations
  /// Generation and verification reports, and the other files of development steps.
  case reports
  /// Decisions and incidents.
  case records
  /// Program text with markers.
  case sources
  /// Other Markdown, for what it states of itself; last, because it takes what nobody else does.
  case documents

  fileprivate var reader: any DocumentReader.Type {
    switch self {
    case .modules: ModuleReader.self
    case .patterns: PatternReader.self
    case .histories: HistoryReader.self
    case .forge: ForgeReader.self
    case .results: ResultReader.self
    case .operations: OperationReader.self
    case .reports: ReportReader.self
    case .records: RecordReader.self
    case .sources: SourceReader.self
    case .documents: StatementReader.self
    }
  }

  /// False for a file that begins as only a manifold does: a feature may be called
  /// `code-generation`, and its manifold is no report.
  public static func mayBeReport(_ path: String, start: [UInt8]) -> Bool {
    let text = String(decoding: start.prefix(262_144), as: UTF8.self)
    if path.hasSuffix(".json") {
      return !(text.contains("\"feature\"") && text.contains("\"constraints\""))
    }
    return !text.hasPrefix("constraints:") && !text.contains("\nconstraints:")
  }

  /// The format of a file that no glob names, by how it begins; `nil` when no reader knows it.
  public static func recognised(_ path: String, start: [UInt8]) -> DocumentFormat? {
    allCases.first { $0.reader.recognises(path, start: start) }
  }
}

/// Reads the files of one format.
protocol DocumentReader {
  /// What a file declares; pure, so that files may be read in parallel and in any order.
  ///
  /// A file that cannot be read as a whole gives a degraded document with what could be.
  static func read(_ file: SourceFile) -> [TraceDocument]
  /// True for a file that can belong to no other format, by its path and first bytes.
  static func recognises(_ path: String, start: [UInt8]) -> Bool
}

extension DocumentReader {
  static func recognises(_ path: String, start: [UInt8]) -> Bool { false }
}

extension Ingest {
  /// Reads one file in a format that its path, or its beginning, has settled.
  ///
  /// `markers` are a project's own ways to mark program text, beside those that are always known.
  public static func read(
    _ file: SourceFile, as format: DocumentFormat, markers: [SourceMarker] = []
  ) -> [TraceDocument] {
    // Program text without a mark is no surprise.
    if format == .sources { return SourceReader.read(file, markers: markers) }
    // What an account of a generation counts is counted again by whoever shows it.
    if format == .patterns, PatternPlace(file.path).role == .account { return [] }
    // What a pull request adds to program text is read as that is, and its texts are nobody's
    // statements.
    if format == .forge { return [ForgeReader.read(file, markers: markers)] }
    var documents = format.reader.read(file)
    // Of other documents only what contradicts itself is of interest.
    if format == .documents { return documents }
    StatementReader.add(to: &documents, of: file)
    if documents.allSatisfy(\.isSilent) {
      let note = Diagnostic(
        IngestRules.nothingRead, at: .file(file.path),
        "the file is read as \(format.rawValue), and nothing in it is traced")
      if documents.isEmpty { documents.append(TraceDocument(path: file.path, scope: .project)) }
      documents[0].diagnostics.append(note)
    }
    return documents
  }
}

extension TraceDocument {
  /// It adds nothing to the graph and nothing to the findings.
  fileprivate var isSilent: Bool {
    items.isEmpty && relations.isEmpty && claims.isEmpty && diagnostics.isEmpty
  }
}
