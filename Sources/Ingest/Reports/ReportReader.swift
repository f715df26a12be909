import SourceText
import TraceModel

/// TO BE WRITTEN
enum ReportReader: DocumentReader {
  static func read(_ file: SourceFile) -> [TraceDocument] { [] }
}
