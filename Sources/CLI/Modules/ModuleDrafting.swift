import Ingest
import Pipeline
import SourceText
import TraceModel

/// `module actual`, `gap` and `changelog`: documents that follow from what is known.
struct ModuleDrafting {
  private let order: ModuleOrder

  init(_ order: ModuleOrder) { self.order = order }

  func run(_ step: ModuleStep) throws(SetupFault) -> ExitCode {
    if step != .changelog {
      order.sayUnheld(by: ReadingBack(outline: outline).isDeclared, "a heading")
    }
    switch step {
    case .actual: return order.write(ActualDraft(input, outline: outline).files, record: noted)
    case .gap: return gap()
    default: return try changelog()
    }
  }

  private var input: GateInput { order.input }
  private var noted: PipelineRecord { input.record.noting(input.subject) }

  private func outline(_ file: SourceFile) -> ModuleOutline {
    Ingest.outline(file, code: input.subject.code)
  }

  private func gap() -> ExitCode {
    let result = GapDraft.draft(input, outline: outline)
    var record = noted
    record.drafts = result.drafts
    return order.write([result.file].compactMap(\.self), record: record)
  }

  private func changelog() throws(SetupFault) -> ExitCode {
    let day = try order.invocation.dayOfDeed()
    switch ChangelogDraft.file(of: input, version: order.invocation.text(.release), on: day) {
    case .success(let file): return order.write([file], record: noted)
    case .failure(let refusal):
      order.console.complain("no release is written: \(refusal.reason)")
      return .findings
    }
  }
}

/// `module tasks`: listed, ticked, drafted.
struct ModuleTasks {
  private let order: ModuleOrder

  init(_ order: ModuleOrder) { self.order = order }

  func run() throws(SetupFault) -> ExitCode {
    let subject = order.input.subject
    if order.invocation.isOn(.generateTasks) {
      guard words(.tick).isEmpty, words(.untick).isEmpty else {
        throw .usage(
          UsageFault("--generate and --tick are two things: one at a time", verb: "module"))
      }
      let back = ReadingBack { Ingest.outline($0, code: subject.code) }
      order.sayUnheld(by: back.isNamed, "a box")
      guard let file = TaskDraft.file(of: subject, order.input.record, back) else {
        order.console.result("every scenario and requirement stands in a task\n")
        return .clean
      }
      var record = order.input.record.noting(subject)
      record.note(tasksOf: Ingest.outline(file.source, code: subject.code), code: subject.code)
      return order.write([file], record: record)
    }
    let (ticked, opened) = (words(.tick), words(.untick))
    if !ticked.isEmpty || !opened.isEmpty { return set(ticked, opened) }
    order.show(
      TaskTicks.listing(
        of: subject, phase: order.invocation.number(.modulePhase),
        isWhole: order.invocation.isOn(.verbose)))
    return .clean
  }

  private func words(_ option: Option) -> [String] {
    (order.invocation.text(option) ?? "").split { $0 == "," || $0 == " " }.map(String.init)
  }

  private func set(_ ticked: [String], _ opened: [String]) -> ExitCode {
    switch TaskTicks.setting(ticked: ticked, opened: opened, in: order.input.subject) {
    case .success(let file):
      return order.write([file].compactMap(\.self), record: nil)
    case .failure(let refusal):
      order.console.complain("nothing is ticked: \(refusal.reason)")
      return .findings
    }
  }
}
