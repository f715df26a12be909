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
  ///   - words: `1.2` for one box, `TASK-OAGW-01` for all of a task.
  ///   - isTicked: what the boxes become.
  ///   - subject: the module.
  /// - Returns: the file, `nil` when all of them are so already.
  public static func setting(
    _ words: [String], to isTicked: Bool, in subject: ModuleSubject
  ) -> Result<ModuleFile?, Refusal> {
    guard let outline = subject.outlines[.tasks] else {
      return .failure(
        Refusal(reason: "the module has no TASKS.md; module tasks --generate drafts one"))
    }
    var edits: [TextEdit] = []
    for word in words {
      let found = boxes(named: word, in: subject)
      guard !found.isEmpty else { return .failure(unknown(word, in: subject)) }
      guard found.count == 1 || word.contains("-") else {
        return .failure(Refusal(reason: "\(found.count) boxes are numbered \(word); mend them first"))
      }
      for box in found where box.isTicked != isTicked {
        edits.append(
          TextEdit(offset: box.mark, replacing: 1, text: .inline(isTicked ? "x" : " ")))
      }
    }
    guard !edits.isEmpty else { return .success(nil) }
    return .success(
      ModuleFile(path: outline.file.path, bytes: outline.file.applying(edits.unique)))
  }

  private static func boxes(
    named word: String, in subject: ModuleSubject
  ) -> [ModuleOutline.Box] {
    if word.contains("-") {
      let id = IDSpelling.canonical(word)
      return subject.tasks.filter { IDSpelling.canonical($0.id) == id }.flatMap(\.boxes)
    }
    return subject.tasks.flatMap(\.boxes).filter { $0.number == word }
  }

  private static func unknown(_ word: String, in subject: ModuleSubject) -> Refusal {
    let names = subject.tasks.flatMap { [$0.id] + $0.boxes.compactMap(\.number) }
    let hint = nearestName(to: word, among: names).map { "; the nearest is \($0)" } ?? ""
    return Refusal(reason: "TASKS.md has no box or task \(word)\(hint)")
  }

  /// Tasks by phase with their boxes, a line each.
  public static func listing(of subject: ModuleSubject, isWhole: Bool) -> String {
    guard !subject.tasks.isEmpty else { return "no tasks yet\n" }
    var text = ""
    var last: Int??
    for task in subject.tasks {
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
    let boxes = subject.tasks.flatMap(\.boxes)
    return text + "\(boxes.count(where: \.isTicked)) of \(counted(boxes.count, "box", "boxes")) ticked\n"
  }
}

extension [TextEdit] {
  /// A box that is named twice is changed once.
  fileprivate var unique: [TextEdit] {
    var seen: Set<Int> = []
    return filter { seen.insert($0.offset).inserted }
  }
}
