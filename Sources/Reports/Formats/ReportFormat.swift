public import SourceText

/// The forms in which findings are printed.
public enum ReportFormat: String, Sendable, CaseIterable {
  /// For people: a line a finding, the source around it, notes and fix.
  case text
  /// For programs: one JSON object a line, the last a summary.
  case json
  /// For code scanning: one SARIF 2.1.0 document.
  case sarif
  /// For GitHub's runner: workflow commands, which become annotations.
  case github
}

/// What a report needs besides the findings.
public struct ReportStyle: Sendable {
  /// Colour by escape sequences; only for terminals.
  public var isColored = false
  /// Findings to show at most, in text; `nil` for all. What is left out is said.
  public var limit: Int?
  /// Folder of the project inside the repository, with a final `/`, for SARIF and annotations.
  public var pathPrefix = ""
  /// Every rule of the product: SARIF lists them.
  public var rules: [Rule] = []
  /// The product's version.
  public var version = ""

  /// No colour, no limit, no rules.
  public init() {}
}

extension Findings {
  /// Appends the findings in one form.
  ///
  /// `load` gives the file at a path of the project; `nil` leaves frames and range ends out. It is
  /// called once for a run of findings in one file, in the order of the findings.
  public func render(
    as format: ReportFormat, style: ReportStyle = ReportStyle(), into buffer: inout ByteBuffer,
    load: @escaping (String) -> SourceFile? = { _ in nil }
  ) {
    var source = OpenSource(load)
    switch format {
    case .text: renderText(style, &source, into: &buffer)
    case .json: renderJSONLines(&source, into: &buffer)
    case .sarif: renderSARIF(style, &source, into: &buffer)
    case .github: renderWorkflowCommands(style, &source, into: &buffer)
    }
  }
}
