import SourceText
import TraceModel

/// Boxes that are ticked or opened by their numbers, and how far tasks are.
public struct TaskTicks: Sendable {
  /// Why nothing is ticked.
  public struct Refusal: Error, Sendable {
    /// One line.
    public var reason: String
  }

  /// The list of tasks with some boxes ticked or opened; every other byte stays as it is.
  ///
  /// - Parameters:
  ///   - ticked: `1.2` for one box, `TASK-OAGW-01` for all of a task.
  ///   - opened: the same; a box that is in both is opened.
  ///   - subject: the module.
  /// - Returns: the file, `nil` when all of them are so already.
  public static func setting(
    ticked: [String], opened: [String], in subject: ModuleSubject
  ) -> Result<ModuleFile?, Refusal> {
    guard let outline = subject.outlines[.tasks] else {
      return .failure(
        Refusal(reason: "the module has no TASKS.md; module tasks --generate drafts one"))
    }
    var wanted: [Int: Bool] = [:]
    for (words, isTicked) in [(ticked, true), (opened, false)] {
      for word in words {
        switch boxes(named: word, in: subject) {
        case .success(let boxes): for box in boxes { wanted[box.mark] = isTicked }
        case .failure(let refusal): return .failure(refusal)
        }
      }
    }
    let edits = outline.boxes.compactMap { box -> TextEdit? in
      guard let isTicked = wanted[box.mark], isTicked != box.isTicked else { return nil }
      return TextEdit(offset: box.mark, replacing: 1, text: .inline(isTicked ? "x" : " "))
    }
    guard !edits.isEmpty else { return .success(nil) }
    return .success(ModuleFile(path: outline.file.path, bytes: outline.file.applying(edits)))
  }

  private static func boxes(
    named word: String, in subject: ModuleSubject
  ) -> Result<[ModuleOutline.Box], Refusal> {
    let id = IDSpelling.canonical(word)
    let found =
      word.contains("-")
      ? subject.tasks.filter { IDSpelling.canonical($0.id) == id }.flatMap(\.boxes)
      : subject.tasks.flatMap(\.boxes).filter { $0.number == word }
    if found.isEmpty { return .failure(unknown(word, in: subject)) }
    guard found.count == 1 || word.contains("-") else {
      let places = found.map(\.text.range.description).joined(separator: ", ")
      return .failure(
        Refusal(reason: "\(found.count) boxes are numbered \(word): \(places); number them apart"))
    }
    return .success(found)
  }

  private static func unknown(_ word: String, in subject: ModuleSubject) -> Refusal {
    let names = subject.tasks.flatMap { [$0.id] + $0.boxes.compactMap(\.number) }
    let hint = nearestName(to: word, among: names).map { "; the nearest is \($0)" } ?? ""
    return Refusal(reason: "TASKS.md has no box or task \(word)\(hint)")
  }

  /// Tasks by phase with their boxes, a line each.
  ///
  /// - Parameters:
  ///   - subject: the module.
  ///   - phase: only its tasks; `nil` for all.
  ///   - isWhole: ticked boxes, too.
  /// - Returns: lines, with the sum at the end.
  public static func listing(
    of subject: ModuleSubject, phase: Int? = nil, isWhole: Bool
  ) -> String {
    let tasks = subject.tasks(ofPhase: phase)
    guard !tasks.isEmpty else { return "no tasks yet\n" }
    var text = ""
    var last: Int??
    for task in tasks {
      if last != .some(task.phase) {
        text += task.phase.map { "Phase \($0)\n" } ?? (last == nil ? "" : "Outside any phase\n")
        last = .some(task.phase)
      }
      let done = task.boxes.count(where: \.isTicked)
      text += "  \(task.id)  \(done) of \(task.boxes.count)  \(task.title)\n"
      for box in task.boxes where isWhole || !box.isTicked {
        let number = box.number.map { "\($0) " } ?? ""
        text += "    [\(box.isTicked ? "x" : " ")] \(number)\(box.text.text)\n"
      }
    }
    let boxes = tasks.flatMap(\.boxes)
    return text
      + "\(boxes.count(where: \.isTicked)) of \(counted(boxes.count, "box", "boxes")) ticked\n"
  }
}
