import Pipeline
import Reports
import SourceText
import System

/// Files of a module, written all or not at all.
struct ModuleWriting {
  private let project: Project
  private let console: Console
  private let isDryRun: Bool

  init(_ project: Project, _ console: Console, isDryRun: Bool) {
    (self.project, self.console, self.isDryRun) = (project, console, isDryRun)
  }

  /// Writes files that differ from what is there, and says which.
  ///
  /// - read: the bytes that the files were made from. A file that nobody has read must not be there:
  ///   it is somebody's, whatever hides it.
  func write(_ files: [ModuleFile], read: [String: [UInt8]]) -> ExitCode {
    do throws(TransactionError) {
      let changes = files.compactMap { change($0, read) }.filter { $0.before != $0.after }
      guard !changes.isEmpty else {
        console.result("nothing changes\n")
        return .clean
      }
      if !isDryRun {
        try TreeTransaction(root: absolute(project.root)).apply(changes)
      }
      for change in changes {
        let verb = isDryRun ? "would write" : change.before == nil ? "wrote" : "changed"
        console.result("\(verb) \(visibleText(joined(project.root, change.path.text)))\n")
      }
      return .clean
    } catch {
      console.complain("\(CommandTable.program): nothing is written: \(error.description)")
      return .failure
    }
  }

  private func change(
    _ file: ModuleFile, _ read: [String: [UInt8]]
  ) -> TreeTransaction.Change? {
    (try? CleanPath(file.path)).map {
      TreeTransaction.Change(path: $0, before: read[file.path], after: file.bytes)
    }
  }
}
