import SourceText
import TraceModel

/// TO BE WRITTEN
enum OperationReader: DocumentReader {
  static func read(_ file: SourceFile) -> [TraceDocument] { [] }
}
