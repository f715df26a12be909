/// Reads what `git log -z --raw` prints, from the newest commit to the oldest.
///
/// Pieces end in NUL. A piece that begins with a colon tells of one change and is followed by the
/// path; any other that is not empty begins a commit. A path is thus never taken for anything else,
/// whatever it holds.
struct GitLog {
  static let format = "--format=tformat:%H %ct %cs"

  /// Last change by path; `nil` for a path whose last change is not known, or was its removal.
  private(set) var dates: [String: GitDate?] = [:]
  private let prefix: [UInt8]
  private let cutOff: Set<String>
  private var current: GitCommit?

  /// Only paths with the prefix count, and it is taken off them. Commits in `cutOff` have lost their
  /// parents and so seem to have made every file.
  init(_ output: [UInt8], prefix: String, cutOff: Set<String>) {
    self.prefix = Array(prefix.utf8)
    self.cutOff = cutOff
    var change: ArraySlice<UInt8>?
    // What stands behind the last NUL was cut off by a limit.
    let pieces = output.split(separator: 0, omittingEmptySubsequences: false).dropLast()
    for piece in pieces {
      if let known = change {
        take(piece, isRemoval: known.last == 0x44)
        change = nil
        continue
      }
      let text = piece.first == 0x0A ? piece.dropFirst() : piece
      if text.first == 0x3A {
        change = text
      } else if !text.isEmpty {
        current = Self.commit(text)
      }
    }
  }

  private mutating func take(_ path: ArraySlice<UInt8>, isRemoval: Bool) {
    guard let current, path.starts(with: prefix),
      let path = String(validating: path.dropFirst(prefix.count), as: UTF8.self),
      dates[path] == nil
    else { return }
    let isKnown = !isRemoval && !cutOff.contains(current.id.description)
    dates.updateValue(isKnown ? current.date : nil, forKey: path)
  }

  /// The commit of a line in our format; `nil` when git prints something else.
  static func commit(_ line: ArraySlice<UInt8>) -> GitCommit? {
    let parts = line.split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) }
    guard parts.count == 3, let id = GitObjectID(parts[0]), let seconds = Int(parts[1]) else {
      return nil
    }
    let day = parts[2].utf8
    guard day.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2D }) else { return nil }
    // A year of five digits is a slip or a joke, and no reason to lose the commit.
    return GitCommit(
      id: id, date: GitDate(seconds: seconds, day: day.count == 10 ? parts[2] : "9999-12-31"))
  }
}
