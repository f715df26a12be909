import SourceText
import TraceModel

/// TO BE WRITTEN
enum PatternReader: DocumentReader {
  static func read(_ file: SourceFile) -> [TraceDocument] { [] }
}
