import Testing

@testable import Analysis

/// What is said of a changed sentence, with a sentence for each row of the table, and for sentences
/// about which nothing may be said.
@Suite struct `The wording of a demand` {
  struct Row: Sendable, CustomTestStringConvertible {
    let old: String
    let new: String
    let there: String
    let back: String
    var testDescription: String { "\(old) → \(new)" }

    /// `there` and `back` are the directions one way and the other.
    init(_ old: String, _ new: String, _ there: String, _ back: String) {
      (self.old, self.new, self.there, self.back) = (old, new, there, back)
    }
  }

  /// Nobody can say which of them demands less, or none does.
  static let open = [
    Row("A payment is made once", "A payment is never made twice", "unknown", "unknown"),
    Row("A bill shall be paid once", "A bill shall not be paid twice", "unknown", "unknown"),
    Row("No payment is lost", "Each payment is kept", "unknown", "unknown"),
    Row("Keys are unique", "Each key stands for one payment", "unknown", "unknown"),
    Row("Backups are made daily", "Backups are made at least once a day", "unknown", "unknown"),
    Row(
      "Three replicas hold an order", "At least three replicas hold an order", "unknown",
      "unknown"),
    Row("The service shall retry payments", "The service retries payments", "unknown", "unknown"),
    Row("Retries end after 72 h", "Retries end after 48 h", "unknown", "unknown"),
    Row("See RFC 7231 for retries", "See the standard for retries", "unknown", "unknown"),
    Row(
      "Clients that pay twice are refused", "Anybody who tries to pay twice gets an error",
      "unknown", "unknown"),
    Row(
      "A refund shall be paid. A refund shall be logged", "A refund shall be paid and logged",
      "unknown", "unknown"),
    Row("Payments are logged and counted", "Payments are counted and logged", "unknown", "unknown"),
    Row("The key wins", "The most recent key wins", "unknown", "unknown"),
    Row("The order is paid", "The order is not only paid", "unknown", "unknown"),
    Row("A payment must be kept", "A payment may not be dropped", "unknown", "unknown"),
    Row("A payment shall be made once", "A payment must be made once", "level", "level"),
    Row("A payment cannot be lost", "A payment can't be lost", "level", "level"),
    Row("Keys are unique", "Keys are unique.", "level", "level"),
    Row("A payment is made once", "A payment is made at most once", "unknown", "unknown"),
    Row("Sums must not exceed 5 %", "Sums must be no more than 5 %", "unknown", "unknown"),
  ]

  /// The second demands less than the first.
  static let weaker = [
    Row("A payment shall be made once", "A payment should be made once", "weaker", "stronger"),
    Row("A payment must be made once", "A payment may be made once", "weaker", "stronger"),
    Row("Keys must not be shared", "Keys should not be shared", "weaker", "stronger"),
    Row("Payments are encrypted", "Payments should be encrypted", "weaker", "unknown"),
    Row("A second factor is mandatory", "A second factor is optional", "weaker", "stronger"),
    Row("Payments are encrypted", "Payments are encrypted if possible", "weaker", "stronger"),
    Row(
      "Orders are written to two disks", "Orders are written to two disks where practical",
      "weaker", "stronger"),
    Row(
      "Messages are delivered", "Messages are delivered on a best-effort basis", "weaker",
      "stronger"),
    Row("Orders are kept for audit", "Orders are normally kept for audit", "weaker", "stronger"),
    Row("Retries stop at night", "Retries should stop at night, ideally", "weaker", "unknown"),
    Row("The queue drains", "The queue eventually drains", "weaker", "stronger"),
    Row("Retries are refused", "Retries are refused unless Ada agrees", "weaker", "unknown"),
    Row(
      "All payments are logged for audit", "All payments are logged for audit, except refunds",
      "weaker", "unknown"),
    Row("All payments are logged", "Most payments are logged", "weaker", "stronger"),
    Row("Every key is checked", "Some keys are checked", "unknown", "unknown"),
    Row("Payments are always checked", "Payments are sometimes checked", "weaker", "stronger"),
    Row("Payments are checked by hand", "Some payments are checked by hand", "weaker", "stronger"),
    Row("A payment is made once", "A payment is made at least once", "weaker", "unknown"),
    Row("A bill is sent exactly once", "A bill is sent at least once", "weaker", "unknown"),
    Row("A lock has exactly 3 owners", "A lock has at least 3 owners", "weaker", "stronger"),
    Row("Payments take at most 2 s", "Payments take at most 5 s", "weaker", "stronger"),
    Row(
      "Logs are kept for at least 30 days", "Logs are kept for at least 7 days", "weaker",
      "stronger"),
    Row("Retries end after 72 h", "Retries end", "unknown", "unknown"),
    Row("A receipt is kept for 72 h", "A receipt is kept for some time", "unknown", "unknown"),
    Row("Payments stay fast\nthreshold: 200", "Payments stay fast", "weaker", "unknown"),
    Row("Keys are unique", "TBD", "weaker", "unknown"),
    Row("Keys are unique", "", "weaker", "unknown"),
    Row("Keys are unique", "B1", "weaker", "unknown"),
  ]

  /// The second says the opposite of the first.
  static let turned = [
    Row("A payment shall be made once", "A payment shall not be made once", "weaker", "weaker"),
    Row("Keys are unique", "Keys are not unique", "weaker", "weaker"),
    Row("Keys are never shared", "Keys are shared", "weaker", "weaker"),
    Row(
      "Payments are made without duplicates", "Payments are made with duplicates", "weaker",
      "weaker"),
    Row("The key doesn't change", "The key does change", "weaker", "weaker"),
    Row(
      "Refunds over the limit are forbidden", "Refunds over the limit are allowed", "weaker",
      "weaker"),
    Row(
      "The key is checked before the payment", "The key is checked after the payment", "weaker",
      "weaker"),
    Row("At least 3 replicas answer", "At most 3 replicas answer", "unknown", "unknown"),
    Row("Nobody sees a card's number", "Sees a card's number", "weaker", "weaker"),
  ]

  static let rows =
    open + weaker + turned + figures + wordings + bound + extents + denied + bounds + units + lines

  @Test(arguments: rows)
  func `changes in a direction`(_ row: Row) {
    let there = WordingChange(from: row.old, to: row.new, isDemand: true, id: "B1")
    let back = WordingChange(from: row.new, to: row.old, isDemand: true, id: "B1")
    #expect("\(there.direction)" == row.there, "\(there.parts)")
    #expect("\(back.direction)" == row.back, "\(back.parts)")
    if there.direction == .weaker { #expect(!there.parts.isEmpty) }
  }

  @Test(arguments: rows)
  func `is turned round by words and not by figures`(_ row: Row) {
    let there = WordingChange(from: row.old, to: row.new, isDemand: true, id: "B1")
    let back = WordingChange(from: row.new, to: row.old, isDemand: true, id: "B1")
    guard there.direction == .weaker, back.direction == .weaker else { return }
    #expect(!there.hasOtherFigures, "\(there.parts)")
  }

  /// Whatever a sentence says, nobody can tell what it does to a demand behind these words.
  @Test(arguments: rows) func `is not judged where it is denied as a whole`(_ row: Row) {
    guard !row.new.isEmpty,
      ![row.old, row.new].contains(where: { $0.contains { "\n.".contains($0) } })
    else { return }
    let change = WordingChange(
      from: "It is not so that \(row.old)", to: "It is not so that \(row.new)", isDemand: true)
    #expect(change.direction == .level || change.direction == .unknown, "\(change.parts)")
  }

  static let sentences = [
    (
      "A payment shall be made once", "A payment shall not be made once",
      ["“shall” became “shall not”"]
    ),
    ("Retries end after 72h", "Retries end after 48 h", ["72 h became 48 h"]),
    ("Payments are sent", "Payments are sent if possible", ["“if possible” is new"]),
    ("All payments are sent", "Most payments are sent", ["“all” became “most”"]),
    (
      "A payment is made once", "A payment is made at least once", ["“once” became “at least once”"]
    ),
    ("Keys are never shared", "Keys are shared", ["a denial is gone"]),
    ("Retries end after 72 h", "Retries end", ["72 h is gone"]),
    ("Keys are unique", "todo", ["the statement is gone"]),
    ("Payments are allowed", "Payments are forbidden", ["“allowed” became “forbidden”"]),
  ]

  @Test(arguments: sentences) func `is told`(_ old: String, _ new: String, _ parts: [String]) {
    #expect(WordingChange(from: old, to: new, isDemand: true).parts == parts)
  }

  @Test func `of an alert is told by its figures alone`() {
    let change = WordingChange(
      from: "expression: a > 72", to: "expression: not a > 100", isDemand: false)
    #expect(change.parts == ["72 became 100"])
  }

  @Test func `is no matter of the reasons`() {
    let change = WordingChange(
      from: "Keys are unique\nrationale: It must be", to: "Keys are unique\nrationale: It may be",
      isDemand: true)
    #expect(change.direction == .level && change.parts.isEmpty)
  }

  @Test func `says at least as much as the table has rows`() {
    #expect((Self.open + Self.weaker + Self.turned).count >= 55)
  }
}
