/// A comment as a forge lists it.
struct ListedComment: Sendable, Hashable {
  let id: ForgeID
  let author: String
  let body: String
}

/// The one comment of a report at a pull request: found by marker and author, and edited in place,
/// because every new comment is mailed to everybody.
struct StickyComment: Sendable {
  /// What has to be done for it to be there.
  enum Step: Sendable, Hashable {
    case add
    case edit(ForgeID)
    case leave(ForgeID)
  }

  let body: String
  /// What the first line of every version of it begins with.
  let marker: String

  /// `nil` when the first line is no marker.
  init?(_ body: String) {
    let line = Self.firstLine(body)
    let words = line.split(separator: " ")
    guard words.count >= 3, words[0] == "<!--", words.last == "-->",
      words[1].hasPrefix("throughline:report:")
    else { return nil }
    self.body = body
    marker = "<!-- \(words[1]) "
  }

  /// The oldest that is ours counts, so that two jobs at the same time agree on it.
  func step(among comments: [ListedComment], author: String) -> Step {
    guard let own = comments.first(where: { isOwn($0, author) }) else { return .add }
    return Self.plain(own.body) == Self.plain(body) ? .leave(own.id) : .edit(own.id)
  }

  /// Anybody can write the marker; only its author is who they are.
  func isOwn(_ comment: ListedComment, _ author: String) -> Bool {
    comment.author.lowercased() == author.lowercased()
      && Self.firstLine(comment.body).hasPrefix(marker)
  }

  /// Without what forges change of a body: ends of lines, and space at the end.
  private static func plain(_ body: String) -> String {
    String(decoding: body.utf8.filter { $0 != 0x0D }, as: UTF8.self).trimmedOfSpace
  }

  private static func firstLine(_ body: String) -> String {
    let bytes = body.utf8.prefix(1_000).prefix { $0 != 0x0A && $0 != 0x0D }
    return String(decoding: Array(bytes), as: UTF8.self)
  }
}
