public import SourceText

/// The rules for records of pull requests and issues.
extension IngestRules {
  /// The rules of this file, in the order declared.
  public static let forge: [Rule] = [forgeFormat, forgeNumber, forgeLimit]

  /// Found when a record is not as a forge writes it.
  public static let forgeFormat = Rule(
    "forge-format", .warning, "a record of a pull request or issue is not as a forge writes it",
    explanation: """
      A record is one object with `number`, `title`, `body`, `state` and what came of it. A member
      that has another shape than expected is left out, and a member that nobody knows is most
      often misspelled. What can be read is shown all the same.
      """,
    remedy: "Let the forge write the record again, or correct the member that the message names.",
    example: "{\"number\": \"seven\", \"title\": \"Pay once\", \"state\": \"done\"}\n")

  /// Found when the number in a record is not that of its file.
  public static let forgeNumber = Rule(
    "forge-number", .warning, "the number in a record is not that of its file",
    explanation: """
      Records are called after their numbers: `pulls/7.json` is pull request 7. Where the two
      differ, the file was copied or renamed, and two records may have one number. The page goes by
      the name of the file, which is the only one of the two that cannot be there twice.
      """,
    remedy: "Delete the copy, or give the file the name of its number.",
    example: "forge/pulls/8.json   {\"number\": 7, \"title\": \"Pay once\", \"state\": \"open\"}\n")

  /// Found when a record holds more than a page shows.
  public static let forgeLimit = Rule(
    "forge-limit", .note, "a record holds more than its page shows",
    explanation: """
      Texts of a record come from whoever proposed it, so there are limits: 32 KB of a body or a
      comment and 64 KB of all, 100 comments, statuses and labels, 300 commits and files, and 256 KB
      of differences. What is beyond is not shown, and constraints that only it names are not found.
      """,
    remedy: "Leave it, or shorten the record: the page says where something was cut.",
    example: "{\"number\": 7, \"title\": \"Pay once\", \"body\": \"… ten thousand lines …\"}\n")
}
