import SourceText
import TraceModel

/// Reads Markdown that belongs to no other format for what it states of itself: figures, samples,
/// programs, names.
///
/// A document becomes a node only where its figures can be counted, so that they have a page.
enum StatementReader: DocumentReader {
  static func read(_ file: SourceFile) -> [TraceDocument] {
    guard file.path.hasSuffix(".md") else { return [] }
    let scan = StatementScan(file)
    let folder = OperationReader.folder(of: file.path)
    let stem = ReportKeys.stem(of: file.path)
    var draft = DocumentDraft(
      path: file.path, scope: Scope(root: folder, name: stem), lines: scan.draft.lines)
    let range = SourceRange.file(file.path)
    if !scan.draft.document.claims.isEmpty {
      draft.add(.report, stem, title: stem, .report(ReportFacts(types: [.document])), at: range)
    }
    draft.document.claims = scan.draft.document.claims
    draft.document.diagnostics = scan.diagnostics
    draft.document.names = scan.draft.document.names
    return [draft.document]
  }

  /// Only documents that something can be said of.
  static func recognises(_ path: String, start: [UInt8]) -> Bool {
    path.hasSuffix(".md") && StatementScan(SourceFile(path: path, bytes: start)).saysAnything
  }

  /// Adds to what another format has read of a Markdown file.
  static func add(to documents: inout [TraceDocument], of file: SourceFile) {
    guard !documents.isEmpty, file.path.hasSuffix(".md") else { return }
    let scan = StatementScan(file)
    documents[0].diagnostics += scan.diagnostics
    documents[0].names = scan.draft.document.names
    // A claim is one of the document's first item.
    if !documents[0].items.isEmpty { documents[0].claims += scan.draft.document.claims }
  }
}
