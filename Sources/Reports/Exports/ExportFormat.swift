public import Analysis
public import SourceText
import TraceModel

/// The forms in which a graph is handed to other tools.
public enum ExportFormat: String, Sendable, CaseIterable {
  /// Items and links with verdicts, for programs of one's own.
  case json
  /// One row an item, for spreadsheets.
  case csv
  /// One row a link, for spreadsheets.
  case linksCSV = "links-csv"
  /// `needs.json`, which Sphinx-Needs imports.
  case needs
  /// ReqIF 1.2, which requirements tools import.
  case reqif
}

extension Assessment {
  /// Appends everything that is traced, in one form; pages are not traced and left out.
  ///
  /// - Parameters:
  ///   - format: what is written.
  ///   - title: names the project.
  ///   - scope: the path of the only scope to export; `nil` for all.
  ///   - day: the day of the project's state, `YYYY-MM-DD`, where a format demands a time.
  ///   - buffer: what the export is appended to.
  /// - Returns: how many items there are, and how many links the format has no place for.
  @discardableResult
  public func export(
    as format: ExportFormat, title: String, scope: String? = nil, day: String? = nil,
    into buffer: inout ByteBuffer
  ) -> (items: Int, leftOut: Int) {
    let items = ExportedItems(self, title: title, scope: scope)
    switch format {
    case .json: items.writeJSON(into: &buffer)
    case .csv: items.writeItemRows(into: &buffer)
    case .linksCSV: items.writeLinkRows(into: &buffer)
    case .needs: items.writeNeeds(into: &buffer)
    case .reqif:
      let document = ReqIFDocument(items, day: day ?? "1970-01-01")
      document.write(into: &buffer)
      return (items.nodes.count, document.circularLinks)
    }
    return (items.nodes.count, 0)
  }
}
