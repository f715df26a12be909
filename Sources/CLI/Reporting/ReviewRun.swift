import Analysis
import Ingest
import Reports
import SourceText
import System
import TraceModel

/// `report review`: a person says that they have looked at nodes as they stand now.
struct ReviewRun {
  let invocation: Invocation
  let console: Console

  func run() throws -> ExitCode {
    let person = try invocation.person(for: "a review is in the name of a person")
    let day = try invocation.dayOfDeed()
    let present = try PresentProject(invocation, console)
    let snapshot = TraceSnapshot(of: present.reading.assessment) { path in
      try? present.project.tree.read(path, limit: RevisionReading.fileLimit).get().bytes
    }
    var file = reviews(of: present)
    for name in invocation.operands.dropFirst() {
      let entry = try snapshot.review(
        of: name, by: person, on: day, note: invocation.text(.reviewNote) ?? "")
      switch Ingest.adding(entry, to: file) {
      case .success(let bytes): file = SourceFile(path: file.path, bytes: bytes)
      case .failure(let fault): return refuse(fault, file)
      }
    }
    return write(file, below: present.project.root)
  }

  /// The project's first file of reviews, or the one that is to be made.
  private func reviews(of present: PresentProject) -> SourceFile {
    present.reading.source.reviews.first
      ?? SourceFile(path: "\(present.project.configuration.content)/reviews.yaml", bytes: [])
  }

  private func write(_ file: SourceFile, below root: String) -> ExitCode {
    let count = invocation.operands.count - 1
    let entries = count == 1 ? "1 review" : "\(count) reviews"
    do throws(FileAdder.Refusal) {
      let adder = FileAdder(root: root, isDryRun: invocation.isOn(.dryRun))
      try adder.replace(file.path, String(decoding: file.bytes, as: UTF8.self))
    } catch {
      console.complain("\(CommandTable.program): cannot write \(file.path): \(error.clause)")
      return .failure
    }
    console.say(
      invocation.isOn(.dryRun)
        ? "\(entries) would be added to \(file.path)" : "\(entries) added to \(file.path)")
    return .clean
  }

  private func refuse(_ fault: Diagnostic, _ file: SourceFile) -> ExitCode {
    console.report(Findings([fault]), as: .text, on: .error, style: ReportStyle()) { _ in file }
    return .findings
  }
}
