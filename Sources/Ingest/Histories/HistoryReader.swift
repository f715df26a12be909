import SourceText
import TraceModel

/// TO BE WRITTEN
enum HistoryReader: DocumentReader {
  static func read(_ file: SourceFile) -> [TraceDocument] { [] }
}
