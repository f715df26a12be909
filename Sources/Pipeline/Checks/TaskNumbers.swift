import SourceText
import TraceModel

/// Boxes of a task bear its number, one after the other: 2.1, 2.2, 2.3.
func taskNumberFindings(_ module: CheckedModule) -> [Diagnostic] {
  guard let document = module[.tasks] else { return [] }
  return module.subject.tasks.flatMap { task in
    numberless(task.boxes, of: task) + misnumbered(task.boxes, of: task, document)
  }
}

private func numberless(
  _ boxes: [ModuleOutline.Box], of task: ModuleSubject.Task
) -> [Diagnostic] {
  guard boxes.contains(where: { $0.number != nil }) else { return [] }
  return boxes.filter { $0.number == nil }.map {
    Diagnostic(
      .subtaskNumber, at: $0.text.range, "a box of \(task.id) has no number, and others have one",
      fix: "number it as they are")
  }
}

private func misnumbered(
  _ boxes: [ModuleOutline.Box], of task: ModuleSubject.Task, _ document: CheckedOutline
) -> [Diagnostic] {
  guard let number = task.number ?? unnamedNumber(of: task) else { return [] }
  var sequence = NumberSequence(number, isNamed: task.number != nil)
  return boxes.compactMap { box in
    guard let text = box.number else { return nil }
    let range = place(of: text, in: box, document)
    guard let fault = sequence.fault(text, at: range) else { return nil }
    return Diagnostic(
      .subtaskNumber, at: range, "\(fault.summary) in \(task.id)", notes: fault.notes,
      fix: "number it \(fault.expected)")
  }
}

/// `tasks.3`, as the reader of modules names `## 3. Wiring`.
private func unnamedNumber(of task: ModuleSubject.Task) -> Int? {
  task.id.hasPrefix("tasks.") ? Int(task.id.dropFirst(6)) : nil
}

/// Behind the brackets.
private func place(
  of number: String, in box: ModuleOutline.Box, _ document: CheckedOutline
) -> SourceRange {
  let bytes = document.outline.file.bytes
  var start = min(box.mark + 2, bytes.count)
  while start < bytes.count, bytes[start] == 0x20 || bytes[start] == 0x09 { start += 1 }
  return document.lines.range(start, start + number.utf8.count)
}

/// The numbers of a task's boxes as they come.
private struct NumberSequence {
  struct Fault {
    var summary: String
    var expected: String
    var notes: [Diagnostic.Note] = []
  }

  private let task: Int
  private var last: [Int]?
  private var known: [[Int]: SourceRange] = [:]

  /// Below `## 3. Wiring` boxes may begin at 3.2.1: `### 3.2 Routes` is read as task 3 again.
  private let isNamed: Bool

  init(_ task: Int, isNamed: Bool) { (self.task, self.isNamed) = (task, isNamed) }

  /// What is wrong with the next number; the one behind it is measured by this one.
  mutating func fault(_ text: String, at range: SourceRange) -> Fault? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
    let number = parts.compactMap(\.self)
    guard number.count == parts.count, number.first == task else {
      return Fault(summary: "\(text) does not begin with \(task), as boxes do", expected: next)
    }
    let (expected, follows) = (next, follows(number))
    if let first = known[number] {
      return Fault(
        summary: "\(text) is given twice", expected: expected,
        notes: [Diagnostic.Note("the first box of that number is here", at: first)])
    }
    known[number] = range
    let before = last
    last = number
    if follows { return nil }
    let place = before.map { "follows \(Self.text($0))" } ?? "is the first number"
    return Fault(summary: "\(text) \(place)", expected: expected)
  }

  /// One more than the last at any depth, or its first part.
  private func follows(_ number: [Int]) -> Bool {
    guard let last else { return !isNamed || number == [task, 1] }
    if number == last + [1] { return true }
    guard number.count <= last.count, number.count > 1 else { return false }
    return number.dropLast() == last[..<(number.count - 1)]
      && number[number.count - 1] - 1 == last[number.count - 1]
  }

  private var next: String {
    guard var last else { return "\(task).1" }
    // The number of a task alone has no next but its first part.
    if last.count < 2 { return Self.text(last + [1]) }
    last[last.count - 1] += 1
    return Self.text(last)
  }

  private static func text(_ number: [Int]) -> String {
    number.map(String.init).joined(separator: ".")
  }
}
