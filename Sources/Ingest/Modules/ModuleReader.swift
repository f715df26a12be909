import SourceText
import TraceModel

/// TO BE WRITTEN
enum ModuleReader: DocumentReader {
  static func read(_ file: SourceFile) -> [TraceDocument] { [] }
}
