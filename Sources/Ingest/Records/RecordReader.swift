import SourceText
import TraceModel

/// TO BE WRITTEN
enum RecordReader: DocumentReader {
  static func read(_ file: SourceFile) -> [TraceDocument] { [] }
}
