import SourceText
import TraceModel

/// The form of a change log: releases, newest first, each with its day and known headings.
func changelogFindings(_ module: CheckedModule) -> [Diagnostic] {
  guard let document = module[.changelog] else { return [] }
  var scan = ChangelogScan()
  for index in document.sections { scan.read(document.outline.sections[index], document.outline) }
  return scan.found
}

private struct ChangelogScan {
  private(set) var found: [Diagnostic] = []
  private var hasRelease = false
  private var version: (version: SemanticVersion, heading: Prose)?
  private var day: (day: String, heading: Prose)?

  mutating func read(_ section: ModuleOutline.Section, _ outline: ModuleOutline) {
    if section.kind == .release {
      readRelease(section)
    } else if section.level == 2, Self.isMeantAsRelease(section.heading.text) {
      report(
        section, "\"\(section.heading.text.clipped)\" names no version as in 1.2.0",
        fix: "write `## [1.2.0] - 2031-01-31`, or `## [Unreleased]`")
    } else if section.level == 3, outline.owner(of: section.parent, .release) != nil {
      readGroup(section)
    }
  }

  // MARK: releases

  private mutating func readRelease(_ section: ModuleOutline.Section) {
    let name = section.id ?? ""
    defer { hasRelease = true }
    if name.lowercased() == "unreleased" {
      if hasRelease {
        report(section, "what is not released stands below a release", fix: "move it to the top")
      }
      return
    }
    readVersion(name, section)
    readDay(section)
  }

  private mutating func readVersion(_ name: String, _ section: ModuleOutline.Section) {
    guard let own = SemanticVersion(name) else {
      return report(
        section, "\"\(name.clipped)\" is no semantic version",
        fix: "give it three numbers, as in 1.2.0")
    }
    if let above = version, above.version < own {
      report(
        section, "\(name.clipped) stands below an older release", above.heading,
        fix: "put the newest release first")
    }
    version = (own, section.heading)
  }

  private mutating func readDay(_ section: ModuleOutline.Section) {
    guard let stated = section.statedDay else { return }
    guard isDay(stated.utf8) else {
      return report(
        section, "\"\(stated.clipped)\" is no day", fix: "write the day as in 2031-01-31")
    }
    if let above = day, above.day < stated {
      report(
        section, "the release of \(stated) stands below an earlier one, of \(above.day)",
        above.heading, fix: "correct the day, or put the newest release first")
    }
    day = (stated, section.heading)
  }

  private static func isMeantAsRelease(_ heading: String) -> Bool {
    let start = heading.drop { $0 == "[" || $0 == "v" || $0 == "V" }
    let word = words(of: heading).first ?? ""
    return heading.first == "[" || start.first?.isNumber == true
      || word == "version" || word == "release"
  }

  // MARK: groups

  private static let groups = ["Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"]

  private mutating func readGroup(_ section: ModuleOutline.Section) {
    let text = section.heading.text
    if Self.groups.contains(text) { return }
    let near = nearestName(to: text, among: Self.groups).map { "write \"\($0)\"" }
    report(
      section, "\"\(text.clipped)\" is no group of changes",
      fix: near ?? "write one of \(listed(Self.groups))")
  }

  private mutating func report(
    _ section: ModuleOutline.Section, _ summary: String, _ above: Prose? = nil, fix: String
  ) {
    found.append(
      Diagnostic(
        .changelogForm, at: section.heading.range, summary,
        notes: above.map { [Diagnostic.Note("the other is here", at: $0.range)] } ?? [], fix: fix))
  }
}

extension ModuleOutline.Section {
  /// A release with a version; what is not released yet is none.
  var isReleased: Bool { kind == .release && id?.lowercased() != "unreleased" }

  /// The day of a release; `nil` for none, and for what is no day.
  var releaseDay: String? { statedDay.flatMap { isDay($0.utf8) ? $0 : nil } }

  /// The first word behind the version that is a day, else the first; a placeholder is another
  /// rule's.
  var statedDay: String? {
    let words = heading.text.split { " ()[]–—,".contains($0) }.dropFirst().filter {
      $0 != "-" && $0.uppercased() != "YANKED" && !$0.contains("://")
    }
    guard let first = words.first(where: { isDay($0.utf8) }) ?? words.first, first != "YYYY-MM-DD"
    else { return nil }
    return String(first)
  }
}
