import SourceText
import TraceModel

/// A release in the form of Keep a Changelog, of scenarios that work and that no release names yet.
public struct ChangelogDraft: Sendable {
  /// Why there is no release.
  public struct Refusal: Error, Sendable {
    /// One line.
    public var reason: String
  }

  private let subject: ModuleSubject
  private let built: BuiltModule
  private let version: String
  private let day: String
  private let outline: ModuleOutline?

  /// - Parameters:
  ///   - input: the module; what is implemented is released.
  ///   - given: the version, above all that there are; `nil` for the next minor one.
  ///   - day: `YYYY-MM-DD`.
  /// - Returns: the change log with the release on top, or why there is none.
  public static func file(
    of input: GateInput, version given: String?, on day: String
  ) -> Result<ModuleFile, Refusal> {
    let outline = input.subject.outlines[.changelog]
    let newest = outline.flatMap(Self.newest)
    let version = given ?? newest?.version.nextMinor ?? "0.1.0"
    guard let number = SemanticVersion(version) else {
      return .failure(Refusal(reason: "\(version) is no version such as 0.2.0"))
    }
    if let newest, number <= newest.version {
      return .failure(Refusal(reason: "\(version) is not above \(newest.text), the newest release"))
    }
    if let last = newest?.day, day < last {
      return .failure(Refusal(reason: "\(day) is before \(last), the day of the newest release"))
    }
    if let other = outline.flatMap(Self.unversioned) {
      return .failure(
        Refusal(reason: "\(other.range.description): \(other.text) has no version such as 0.2.0"))
    }
    let draft = ChangelogDraft(
      subject: input.subject, built: input.built, version: version, day: day, outline: outline)
    return draft.file()
  }

  /// A release that no version can stand above.
  private static func unversioned(in outline: ModuleOutline) -> Prose? {
    outline.sections.first {
      $0.isReleased && $0.id.flatMap(SemanticVersion.init) == nil
    }?.heading
  }

  /// The newest release with its day.
  private static func newest(
    of outline: ModuleOutline
  ) -> (version: SemanticVersion, text: String, day: String?)? {
    outline.sections.filter { $0.kind == .release }.compactMap { section in
      section.id.flatMap { id in
        SemanticVersion(id).map { ($0, id, section.releaseDay) }
      }
    }.max { $0.version < $1.version }
  }

  private func file() -> Result<ModuleFile, Refusal> {
    let entries = self.entries
    let unreleased = outline?.sections.first { $0.id?.lowercased() == "unreleased" }
    if let unreleased, let above = releases.first, above.start < unreleased.start {
      return .failure(
        Refusal(reason: "Unreleased stands below \(above.id ?? "a release"): move it to the top"))
    }
    guard !entries.isEmpty || unreleased.map(holdsText) == true else {
      return .failure(
        Refusal(reason: "every scenario that is implemented stands in a release already"))
    }
    guard let outline else {
      let text = Self.opening + release(entries).joined(separator: "\n") + "\n"
      return .success(
        ModuleFile(path: "\(subject.documentFolder)/CHANGELOG.md", bytes: Array(text.utf8)))
    }
    return .success(
      ModuleFile(
        path: outline.file.path, bytes: outline.file.applying(edits(outline, unreleased, entries))))
  }

  private var releases: [ModuleOutline.Section] {
    (outline?.sections ?? []).filter(\.isReleased)
  }

  /// Where the text of what is not released ends, even if the releases are parts of its section.
  private func end(of unreleased: ModuleOutline.Section) -> Int {
    min(unreleased.end, releases.first { $0.start > unreleased.start }?.start ?? unreleased.end)
  }

  /// A heading above the newest release; what stood under Unreleased becomes part of it.
  private func edits(
    _ outline: ModuleOutline, _ unreleased: ModuleOutline.Section?, _ entries: [String]
  ) -> [TextEdit] {
    guard let unreleased else {
      let first = outline.sections.first { $0.kind == .release }
      let lines = release(entries) + [""]
      guard let first else {
        let fence = outline.openFence.map { [$0] } ?? []
        return [
          TextEdit(
            offset: outline.file.bytes.count, text: .lines(fence + [""] + release(entries)))
        ]
      }
      return [TextEdit(offset: first.start, text: .lines(lines))]
    }
    var edits = [
      TextEdit(
        offset: unreleased.bodyStart,
        text: .lines(["", heading]))
    ]
    guard !entries.isEmpty else { return edits }
    let added = outline.sections.first {
      $0.title == "Added" && unreleased.start..<end(of: unreleased) ~= $0.start
    }
    if let added {
      edits.append(TextEdit(offset: added.bodyStart, text: .lines(entries)))
    } else {
      edits[0].text = .lines(["", heading, "### Added"] + entries)
    }
    return edits
  }

  private var heading: String { "## [\(version)] - \(day)" }

  private func release(_ entries: [String]) -> [String] { [heading, "### Added"] + entries }

  private func holdsText(_ section: ModuleOutline.Section) -> Bool {
    outline.map { outline in
      outline.file.bytes[section.bodyStart..<end(of: section)].contains { $0 > 0x20 }
    } ?? false
  }

  /// Scenarios that are implemented, and that no line of the change log names.
  private var entries: [String] {
    let named = Set((outline?.mentions ?? []).map { IDSpelling.canonical($0.id) })
    return subject.scenarios(ofPhase: nil).filter { scenario in
      built[scenario.id]?.state == .implemented
        && !named.contains(IDSpelling.canonical(scenario.id))
    }.map { "- \($0.id): \(oneLine($0.title))" }
  }

  private static let opening = """
    # Changelog

    What changed in this module that its users notice. Releases are listed newest first, in the form of \
    [Keep a Changelog](https://keepachangelog.com/en/1.1.0/); versions follow \
    [Semantic Versioning](https://semver.org/spec/v2.0.0.html).


    """
}
