/// What a change to a program does, as far as its text can tell.
///
/// In doubt it alters behaviour: whoever allows what this calls harmless must not be surprised.
public enum ProgramChange: Sendable, Hashable {
  case rename, imports, types, comments
  /// With the reason.
  case behaviour(String)

  /// What was done to a file.
  ///
  /// - Parameters:
  ///   - path: its name tells the language.
  ///   - old: `nil` for a file that was not there.
  ///   - new: what it holds now.
  /// - Returns: each kind once; none when the file is the same.
  public static func kinds(at path: String, from old: String?, to new: String) -> [ProgramChange] {
    guard let old else { return [.behaviour("the file is new")] }
    guard old != new else { return [] }
    guard let before = ProgramTokens(old, path: path), let after = ProgramTokens(new, path: path)
    else { return [.behaviour("what changed in such a text cannot be told")] }
    var kinds: Set<ProgramChange> = []
    if before.comments != after.comments {
      let obeyed =
        (before.comments + after.comments).contains(where: isObeyed)
        || before.tokens.contains("__doc__") || before.tokens.contains("\"C\"")
      if obeyed { return [.behaviour("the file holds comments that something obeys")] }
      kinds.insert(.comments)
    }
    var (a, b) = (ProgramStatements(before), ProgramStatements(after))
    if a.imports != b.imports { kinds.insert(.imports) }
    if a.rest != b.rest {
      (a, b) = (a.withoutTypes, b.withoutTypes)
      if a.types != b.types { kinds.insert(.types) }
    }
    if a.rest != b.rest {
      if let reason = RenamedWords(a.rest, b.rest).fault { return [.behaviour(reason)] }
      kinds.insert(.rename)
    }
    // Blanks alone are a matter of form, as comments are.
    return kinds.isEmpty ? [.comments] : kinds.sorted { "\($0)" < "\($1)" }
  }

  private static func isObeyed(_ comment: String) -> Bool {
    [
      "//go:", "// +build", "//export", "#!", "coding:", "coding=", "type: ignore", "#cgo", "# ///",
      "swift-tools-version",
    ].contains { comment.contains($0) }
  }
}
