import SourceText
import TraceModel

/// Criteria that follow from coverage and from the change log.
extension GateJudgement {
  var coverage: Grounds {
    guard let facts = input.coverage, facts.total > 0 else {
      return Grounds("", ["no report of coverage speaks of programs of the module"])
    }
    let evidence =
      "\(facts.hit) of \(counted(facts.total, "line")), \(facts.hit * 100 / facts.total) %"
    let isEnough = facts.hit * 100 >= input.settings.coverage * facts.total
    return Grounds(evidence, isEnough ? [] : ["\(input.settings.coverage) % are wanted"])
  }

  var changelog: Grounds {
    guard let outline = input.subject.outlines[.changelog] else {
      return Grounds("", ["there is no CHANGELOG.md"])
    }
    let releases = outline.sections.filter {
      $0.isReleased && $0.releaseDay != nil && !$0.heading.text.contains("[YANKED]")
    }
    let named = Set(
      outline.mentions.filter { mention in
        releases.contains { $0.start..<$0.end ~= Int(mention.range.span.start) }
      }.map { IDSpelling.canonical($0.id) })
    var grounds = Grounds(
      scenarios, "scenario",
      lacking: scenarios.filter { !named.contains(IDSpelling.canonical($0.id)) },
      none: Self.noScenario
    ) { "no release names \($0.id)" }
    let faults = input.findings.filter {
      $0.range.path == outline.file.path
        && ["changelog-form", "unfilled-placeholder"].contains($0.rule.id)
    }
    grounds.lacking += faults.map { "\($0.range.description): \($0.summary)" }
    return grounds
  }
}
