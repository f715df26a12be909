/// Names of branches, which a forge accepts whatever people wrote.
public enum BranchName {
  /// `feature/` and the first 30 characters of a requirement.
  public static func feature(_ requirement: String) -> String {
    "feature/" + slug(String(requirement.prefix(30)))
  }

  /// `patch/` and the first 30 characters of a description.
  public static func patch(_ description: String) -> String {
    "patch/" + slug(String(description.prefix(30)))
  }

  /// `hotfix/` and the alert.
  public static func hotfix(_ alertID: String) -> String { "hotfix/" + slug(alertID) }

  /// `migration/` with what is migrated and where to.
  public static func migration(_ type: String, to target: String) -> String {
    "migration/" + slug(target.isEmpty ? type : "\(type)-\(target)")
  }

  /// `module/` with the module and the step.
  public static func module(_ module: String, _ step: ModuleStep) -> String {
    "module/\(slug(module))/\(step.rawValue)"
  }

  /// Lower-case ASCII letters, digits and single points, hyphens between them, nothing at the ends;
  /// what has none of them is `work`.
  private static func slug(_ text: String) -> String {
    var result: [UInt8] = []
    for byte in text.lowercased().utf8 {
      let isWord = (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
      let mark: UInt8 = isWord || byte == 0x2E ? byte : 0x2D
      if !isWord, let last = result.last, last == 0x2D || last == 0x2E { continue }
      if !isWord, result.isEmpty { continue }
      result.append(mark)
    }
    while let last = result.last, last == 0x2D || last == 0x2E { result.removeLast() }
    let slug = String(decoding: result, as: UTF8.self)
    // A forge keeps names that end so for itself.
    if slug.hasSuffix(".lock") { return slug.dropLast(".lock".count) + "-lock" }
    return slug.isEmpty ? "work" : slug
  }
}
