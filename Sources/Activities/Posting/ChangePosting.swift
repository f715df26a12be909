import Orchestration
import SourceText

/// A report on a change as a forge is to show it: texts that are ready, and where they belong.
public struct ChangePosting: Sendable {
  /// The pull request.
  public let number: Int
  /// The commit that the report is about.
  public let head: String
  /// Ready to be shown; its first line is the marker.
  let comment: String
  let check: CheckRun

  /// Texts of one report.
  ///
  /// - Parameters:
  ///   - number: the pull request, as the event or whoever runs the program names it.
  ///   - comment: with the marker of the report as its first line.
  ///   - check: the JSON array of bodies of a check run, in batches.
  /// - Throws: a failure when they are no texts of one report.
  public init(number: Int, comment: [UInt8], check: [UInt8]) throws {
    self.number = number
    self.comment = String(decoding: comment, as: UTF8.self)
    self.check = try CheckRun(batches: check)
    head = self.check.headSha
    guard CommitID.isWhole(head) else {
      throw Failure.final("BadHead", "\(displayName(head)) is no id of a commit")
    }
  }
}

/// Ids of commits as forges write them.
public enum CommitID {
  /// 40 or 64 hexadecimal digits in lower case.
  public static func isWhole(_ text: String) -> Bool {
    [40, 64].contains(text.utf8.count)
      && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }
}

/// What a forge calls one of its things: a number or a text.
struct ForgeID: Codable, Sendable, Hashable, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }

  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    description = try (try? value.decode(Int.self)).map(String.init) ?? value.decode(String.self)
  }

  func encode(to encoder: any Encoder) throws {
    var value = encoder.singleValueContainer()
    try value.encode(description)
  }
}

/// One thing that was done, or need not be done.
public struct PostingStep: Sendable, Hashable, CustomStringConvertible {
  /// What became of it.
  public enum Deed: String, Sendable { case added, edited, unchanged, left }

  /// `comment`, `check`, `status`.
  public let subject: String
  /// What became of it.
  public let deed: Deed
  /// Where it can be looked at, or why it was left; may be empty.
  public let detail: String

  init(_ subject: String, _ deed: Deed, _ detail: String?) {
    (self.subject, self.deed, self.detail) = (subject, deed, detail ?? "")
  }

  /// `comment added: https://…`
  public var description: String {
    "\(subject) \(deed.rawValue)" + (detail.isEmpty ? "" : ": \(displayName(detail))")
  }
}
