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
    let ends = try ends()
    let state = try FolderState(invocation, console)
    var file =
      state.reviews.first ?? SourceFile(path: "\(state.content)/reviews.yaml", bytes: [])
    var deeds: [ReviewDeed] = []
    for name in names {
      let entry = try state.snapshot.review(
        of: name, by: person, on: day, note: invocation.text(.reviewNote) ?? "", ends: ends,
        suspects: state.suspects)
      let deed = ReviewDeed(entry, state)
      if let fault = deed.fault {
        console.complain(fault)
        return .findings
      }
      guard !file.holds(entry) else {
        console.say("\(displayName(entry.node)): this review is there already")
        continue
      }
      switch Ingest.adding(entry, to: file) {
      case .success(let bytes): file = SourceFile(path: file.path, bytes: bytes)
      case .failure(let fault): return refuse(fault, file)
      }
      deeds.append(deed)
    }
    return deeds.isEmpty ? .clean : write(file, deeds)
  }

  private var names: ArraySlice<String> { invocation.operands.dropFirst() }

  private func ends() throws(SetupFault) -> [String] {
    guard let text = invocation.text(.reviewedEnds) else { return [] }
    let ends = text.split(separator: ",").map { String(oneLine(String($0)).drop { $0 == " " }) }
    guard names.count == 1, !ends.isEmpty, !ends.contains("") else {
      throw .usage(
        UsageFault(
          "--ends are ids with commas between, of what is linked with the one id that is reviewed",
          verb: "report"))
    }
    return ends
  }

  private func write(_ file: SourceFile, _ deeds: [ReviewDeed]) -> ExitCode {
    do throws(FileAdder.Refusal) {
      let adder = FileAdder(root: invocation.folder, isDryRun: invocation.isOn(.dryRun))
      try adder.replace(file.path, String(decoding: file.bytes, as: UTF8.self))
    } catch {
      console.complain("\(CommandTable.program): cannot write \(file.path): \(error.clause)")
      return .failure
    }
    let entries = deeds.count == 1 ? "1 review" : "\(deeds.count) reviews"
    console.say(
      invocation.isOn(.dryRun)
        ? "\(entries) would be added to \(file.path)" : "\(entries) added to \(file.path)")
    for deed in deeds { deed.remarks.forEach(console.say) }
    return .clean
  }

  private func refuse(_ fault: Diagnostic, _ file: SourceFile) -> ExitCode {
    console.report(Findings([fault]), as: .text, on: .error, style: ReportStyle()) { _ in file }
    return .findings
  }
}

extension SourceFile {
  /// Whether a review stands in the file word for word.
  fileprivate func holds(_ entry: Reviews.Entry) -> Bool {
    Ingest.readReviews([self]).entries.contains { known in
      var known = known
      known.range = entry.range
      return known == entry
    }
  }
}

/// The folder as it is, with what is suspect in it since the base.
private struct FolderState {
  let snapshot: TraceSnapshot
  let reviews: [SourceFile]
  /// Where the pages are.
  let content: String
  /// `nil` where there is nothing to compare with.
  var suspects: [ChangeFinding]?

  init(_ invocation: Invocation, _ console: Console) throws {
    do {
      let (sides, _) = try ChangeRun.sides(of: invocation, console, ofFolder: true)
      (snapshot, reviews) = (sides.headSide.snapshot, sides.headSide.reviews)
      content = sides.headSide.contentFolder
      suspects = sides.report().findings(.suspect)
      return
    } catch SetupFault.cannotOpen {
    } catch is RevisionFault {}
    let present = try PresentProject(invocation, console)
    snapshot = TraceSnapshot(of: present.reading.assessment) { path in
      try? present.project.tree.read(path, limit: RevisionReading.fileLimit).get().bytes
    }
    reviews = present.reading.source.reviews
    content = present.project.configuration.content
  }
}

/// What one entry does, in words.
private struct ReviewDeed {
  /// Why it is not written: it would do nothing for anybody.
  private(set) var fault: String?
  private(set) var remarks: [String] = []

  init(_ entry: Reviews.Entry, _ state: FolderState) {
    guard let suspects = state.suspects else { return }
    let effect = ReviewEffect(of: entry, on: suspects, in: state.snapshot)
    if effect.cleared > 0 {
      let links = effect.cleared == 1 ? "1 suspect link" : "\(effect.cleared) suspect links"
      remarks.append("\(displayName(entry.node)): \(links) cleared")
    }
    guard let cause = effect.causes.first else {
      if effect.isIdle {
        fault =
          "no link of \(displayName(entry.node)) is suspect since the base: nothing is written"
      }
      return
    }
    let others = effect.causes.count == 1 ? "" : " and \(effect.causes.count - 1) more"
    let sentence =
      "\(displayName(entry.node)) is the end of a suspect link that has not changed; review what "
      + "has, \(displayName(cause.shownName))\(others): report review "
      + "\(displayName(cause.shownName)) --ends \(displayName(entry.node))"
    // A constraint may be reviewed for its own sake.
    if effect.isForItself { remarks.append(sentence) } else { fault = sentence }
  }
}
