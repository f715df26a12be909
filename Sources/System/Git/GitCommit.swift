/// The name of a git object: 40 or 64 hexadecimal digits in lower case.
public struct GitObjectID: Hashable, Sendable, CustomStringConvertible {
  /// The digits.
  public let description: String

  /// `nil` for anything but a full name.
  public init?(_ text: some StringProtocol) {
    let digits = text.utf8
    guard digits.count == 40 || digits.count == 64 else { return nil }
    guard digits.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }) else {
      return nil
    }
    description = String(text)
  }

  /// Repositories with 64 digits say so in their configuration.
  var isSHA256: Bool { description.utf8.count == 64 }
}

/// When a commit was made.
public struct GitDate: Hashable, Sendable {
  /// Seconds since 1970.
  public let seconds: Int
  /// `2026-03-14`: the day where the committer was, which is what the committer would say.
  public let day: String

  /// A moment and its day, as git prints them.
  public init(seconds: Int, day: String) {
    self.seconds = seconds
    self.day = day
  }
}

/// A commit by its name and date.
public struct GitCommit: Hashable, Sendable {
  /// The name of the commit.
  public let id: GitObjectID
  /// When it was committed, which is not when it was first written.
  public let date: GitDate

  /// A commit and its date.
  public init(id: GitObjectID, date: GitDate) {
    self.id = id
    self.date = date
  }
}

/// The last change of files as a history tells it.
public struct GitDates: Sendable {
  /// By path below the folder that was asked about; a file of which the history tells nothing, or
  /// only that its beginning is cut off, is not in it.
  public var dates: [String: GitDate] = [:]
  /// `false` when git did not come to the end, or its answer was too long: old files are missing.
  public var isComplete = true

  /// No dates.
  public init() {}
}
