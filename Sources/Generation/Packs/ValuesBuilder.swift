import SourceText
import Templates
import TraceModel

/// Builds what templates are given; `ValuesRecord.swift` lists every name.
struct ValuesBuilder: Sendable {
  private let request: GenerationRequest
  private let items: ItemValues
  /// Names and the manifold's own facts: all that paths and names of artifacts may use.
  let head: TemplateRecord

  init(_ request: GenerationRequest) {
    self.request = request
    items = ItemValues(request)
    var head: TemplateRecord = [:]
    head["manifold"] = .record(Self.manifold(request))
    head["names"] = .record(Self.names(request.names))
    self.head = head
  }

  /// Everything but `artifact`.
  func values(_ plan: GenerationPlan) -> TemplateRecord {
    var values = head
    let manifold = request.manifold
    values["has"] = flags(Archetype.allCases.map { ($0.key, !manifold.items(of: $0).isEmpty) })
    values["mode"] = flags(
      FailureArchetype.allCases.map { ($0.key, !manifold.modes(of: $0).isEmpty) })
    for archetype in Archetype.allCases {
      values[archetype.key] = .record(items.archetype(archetype))
    }
    for archetype in FailureArchetype.allCases {
      values[archetype.key] = .record(items.modes(archetype))
    }
    let subject = request.subject
    let places = places(in: plan)
    values["constraints"] = .list(
      manifold.constraints.map { .record(placed(items.constraint($0), $0.item.id, places)) })
    values["criteria"] = .list(manifold.criteria.map { .record(items.constraint($0)) })
    values["failure_modes"] = .list(
      manifold.failureModes.map { .record(placed(items.mode($0), $0.item.id, places)) })
    values["watches"] = .list(watches)
    values["truths"] = .list(request.truths.map { .record(items.truth($0)) })
    values["tensions"] = .list(subject.tensions.map { .record(items.tension($0)) })
    values["questions"] = .list(subject.questions.map { .record(items.question($0)) })
    values["options"] = .list(subject.options.map { .record(items.option($0)) })
    values["not_covered"] = .list(
      manifold.constraints.filter { $0.classifications.isEmpty }.map {
        .record(items.constraint($0))
      })
    values["plan"] = .record(self.plan(plan))
    return values
  }

  /// Constraints whose threshold names what watches them, with the failure modes that threaten them.
  private var watches: [TemplateValue] {
    request.watches.enumerated().map { place, watch in
      let modes = request.manifold.failureModes.filter {
        $0.item.targets(.threatens).contains(watch.item.id)
      }
      return .record(watch.record(at: place, modes: modes.map { .record(items.mode($0)) }))
    }
  }

  /// The artifact that is rendered now, or one of the plan.
  func artifact(_ artifact: PlannedArtifact) -> TemplateRecord {
    [
      "path": .string(artifact.path),
      "file": .string(artifact.path.split(separator: "/").last.map(String.init) ?? ""),
      "name": .string(artifact.name), "type": .string(artifact.type.rawValue),
      "kind": .string(artifact.kind.reportKey),
      "ids": .string(artifact.constraints.joined(separator: ", ")),
      "constraints": texts(artifact.constraints), "truths": texts(artifact.truths),
      "modes": texts(artifact.failureModes), "scenario": .string(artifact.scenario),
    ]
  }

  private func plan(_ plan: GenerationPlan) -> TemplateRecord {
    var record: TemplateRecord = [:]
    for kind in ArtifactKind.allCases {
      record[kind.reportKey] = .list(plan.artifacts(of: kind).map { .record(artifact($0)) })
    }
    return record
  }

  /// Planned files of each kind by the ids that they are for.
  private func places(
    in plan: GenerationPlan
  ) -> [(kind: ArtifactKind, byID: [String: [PlannedArtifact]])] {
    [ArtifactKind.code, .test, .observability].map { kind in
      var byID: [String: [PlannedArtifact]] = [:]
      for artifact in plan.artifacts(of: kind) {
        for id in (artifact.constraints + artifact.failureModes).withoutRepetition {
          byID[id, default: []].append(artifact)
        }
      }
      return (kind, byID)
    }
  }

  /// With the files that the plan has for an id.
  private func placed(
    _ record: TemplateRecord, _ id: String,
    _ places: [(kind: ArtifactKind, byID: [String: [PlannedArtifact]])]
  ) -> TemplateRecord {
    var record = record
    for (kind, byID) in places {
      let found = byID[id] ?? []
      record["\(kind.reportKey)_paths"] = texts(found.map(\.path))
      record["\(kind.reportKey)_names"] = texts(found.map(\.name))
    }
    return record
  }

  private func flags(_ flags: [(String, Bool)]) -> TemplateValue {
    var record: TemplateRecord = [:]
    for (name, isSet) in flags { record[name] = .bool(isSet) }
    return .record(record)
  }

  private static func manifold(_ request: GenerationRequest) -> TemplateRecord {
    let subject = request.subject
    let option = request.option
    return [
      "id": .string(subject.id), "title": .string(subject.manifold.title),
      "version": optional(subject.manifold.attribute(anyOf: ["version", "meta version"])),
      "file": .string(fileName(subject.file)), "files": texts(subject.files.map(fileName)),
      "hash": .string(request.hash), "option": optional(option?.id),
      "option_name": optional(option?.title), "option_text": optional(option?.statement),
      "outcome": optional(subject.outcome?.statement),
      "runbook": .string(runbookAddress(request.runbookBase)),
    ]
  }

  private static func names(_ names: ProjectNames) -> TemplateRecord {
    [
      "subject": .string(names.subject), "process": .string(names.process),
      "module": .string(names.module), "slug": .string(names.slug),
      "class": .string(names.className), "subject_class": .string(names.subjectClass),
      "process_class": .string(names.processClass), "title": .string(names.title),
      "metric": .string(names.words.joined(separator: "_")), "label": .string(names.label),
      // How the anchor of a heading begins that is written as a class name.
      "anchor": .string(names.className.lowercased()),
    ]
  }
}

/// Where alerts and panels say that the runbook is: seen from their own folder, or from the base.
private func runbookAddress(_ base: String) -> String {
  if base.isEmpty { return "../docs/RUNBOOK.md" }
  return base + (base.hasSuffix("/") ? "" : "/") + "docs/RUNBOOK.md"
}

/// The last part of a path: what is generated does not depend on where the project lies.
func fileName(_ path: String) -> String {
  path.split(separator: "/").last.map(String.init) ?? path
}

func optional(_ text: String?) -> TemplateValue { text.map { .string($0) } ?? .null }

func texts(_ texts: [String]) -> TemplateValue { .list(texts.map { .string($0) }) }

extension GenerationRequest {
  /// Covers whatever of the manifold may show in what is generated: ids, texts, links, option.
  public var hash: String {
    var hasher = Fingerprinter()
    let subject = self.subject
    hasher.combine(option?.id ?? "")
    let groups = [
      [subject.manifold], subject.outcome.map { [$0] } ?? [], subject.constraints,
      subject.criteria, subject.truths, subject.options, subject.failureModes, subject.tensions,
      subject.questions,
    ]
    for group in groups {
      hasher.combine(group.count)
      for item in group { item.combine(into: &hasher) }
    }
    telemetry.combine(into: &hasher)
    return hasher.finish().description
  }
}

extension SubjectItem {
  fileprivate func combine(into hasher: inout Fingerprinter) {
    for text in [id, title, statement, rationale, constraintType?.rawValue ?? "", category] {
      hasher.combine(text)
    }
    for attribute in attributes {
      hasher.combine(attribute.name)
      hasher.combine(attribute.value.text)
    }
    for link in links {
      hasher.combine(link.kind.rawValue)
      hasher.combine(link.id)
    }
  }
}
