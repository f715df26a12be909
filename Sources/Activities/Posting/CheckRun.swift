import Orchestration
import SourceText

/// A report as a check of a commit: its conclusion, its texts, and what it says about lines.
struct CheckRun: Sendable, Hashable {
  /// What is said about lines of a file.
  struct Annotation: Codable, Sendable, Hashable {
    let path: String
    let startLine: Int
    let endLine: Int
    let startColumn: Int?
    let endColumn: Int?
    let annotationLevel: String
    let title: String?
    let message: String
    let rawDetails: String?

    /// What tells it from others: forges leave out columns that span lines.
    var identity: [String] {
      [path, String(startLine), String(endLine), annotationLevel, title ?? "", message]
    }
  }

  /// What it says.
  struct Output: Codable, Sendable, Hashable {
    var title: String
    var summary: String
    var text: String?
    var annotations: [Annotation]?
  }

  /// One request's worth of it.
  struct Body: Codable, Sendable, Hashable {
    var name: String?
    var headSha: String?
    var externalId: String?
    var detailsUrl: String?
    var status: String?
    var conclusion: String?
    var output: Output
  }

  /// The most annotations that one request may carry.
  static let batch = 50
  /// What ids of ours begin with: checks of others are never touched.
  static let mark = "throughline/"

  let name: String
  let headSha: String
  let conclusion: String
  let detailsUrl: String?
  let output: Output
  let annotations: [Annotation]
  /// The same for the same contents, and for nothing else.
  let externalId: String

  /// Reads the bodies of a report's requests.
  init(batches json: [UInt8]) throws {
    let bodies: [Body]
    do { bodies = try Payload(json: json).decoded(as: [Body].self) } catch {
      throw Failure.final("BadCheck", "the check cannot be read: \(error)")
    }
    guard let first = bodies.first, let name = first.name, let head = first.headSha,
      let conclusion = bodies.compactMap(\.conclusion).last
    else { throw Failure.final("BadCheck", "the check has no name, head or conclusion") }
    (self.name, headSha, self.conclusion) = (name, head, conclusion)
    detailsUrl = first.detailsUrl
    annotations = bodies.flatMap { $0.output.annotations ?? [] }
    var output = first.output
    output.annotations = nil
    self.output = output
    externalId = Self.mark + SHA256Digest(of: json).description.prefix(40)
  }

  /// Everything in order, the first with all that makes a check.
  func bodies(of annotations: [Annotation]) -> [Body] {
    let starts = Array(stride(from: 0, to: max(1, annotations.count), by: Self.batch))
    return starts.map { start in
      var output = output
      output.annotations = Array(annotations.dropFirst(start).prefix(Self.batch))
      guard start == 0 else { return Body(output: output) }
      return Body(
        name: name, headSha: headSha, externalId: externalId, detailsUrl: detailsUrl,
        status: "completed", conclusion: conclusion, output: output)
    }
  }

  /// For forges that know only that something went well or did not.
  var isSuccess: Bool { !["failure", "timed_out", "action_required"].contains(conclusion) }
}

/// A check of the same name and commit as a forge lists it.
struct ListedCheck: Decodable, Sendable {
  struct Output: Decodable { let annotationsCount: Int? }
  let id: ForgeID
  let htmlUrl: String?
  let externalId: String?
  let status: String?
  let output: Output?

  var isOurs: Bool { externalId?.hasPrefix(CheckRun.mark) ?? false }

  /// It says all of this already.
  func says(_ check: CheckRun) -> Bool {
    externalId == check.externalId && status == "completed"
      && output?.annotationsCount == check.annotations.count
  }
}

extension CheckRun {
  /// What has to be done for it to be there.
  enum Step: Sendable, Hashable {
    case make([Body])
    case update(ForgeID, [Body])
  }

  /// Annotations can be added and never be taken away: a check that has others is replaced by a
  /// newer one of its name.
  func step(for known: ForgeID?, with there: [Annotation]) -> Step {
    let old = Set(there.map(\.identity))
    guard let known, old.isSubset(of: annotations.map(\.identity)) else {
      return .make(bodies(of: annotations))
    }
    return .update(known, bodies(of: annotations.filter { !old.contains($0.identity) }))
  }
}
