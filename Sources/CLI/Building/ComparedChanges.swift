import Analysis
import Reports
import Site
import SourceText

/// Reports on changes that the project keeps, for the pages about them.
enum ComparedChanges {
  /// The reports of some files, sorted by path, and what is wrong with the files of others.
  static func read(_ files: [SourceFile]) -> (changes: [ComparedChange], findings: [Diagnostic]) {
    var changes: [ComparedChange] = []
    var findings: [Diagnostic] = []
    for file in files.sorted(by: { $0.path < $1.path }) {
      let (report, faults) = ChangeReport.read(file)
      findings += faults
      guard let report else { continue }
      changes.append(
        ComparedChange(
          path: file.path, fingerprint: Fingerprint(of: file.bytes), report: report))
    }
    return (changes, findings)
  }
}
