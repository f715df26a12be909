import SourceText
import TraceModel

/// TO BE WRITTEN
enum SourceReader: DocumentReader {
  static func read(_ file: SourceFile) -> [TraceDocument] { [] }
}
