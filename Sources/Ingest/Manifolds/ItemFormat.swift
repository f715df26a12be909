import TraceModel

/// What a key of an item means.
enum ItemField {
  case id, title, statement, rationale, type, status
  /// Known and shown as it stands.
  case attribute
  /// Shown, and must be a date when it looks like one.
  case date
  /// Ids that the item refers to.
  case links(LinkKind)
  /// The same, with a word that says how: the gaps of an option are not what it satisfies.
  case remarkedLinks(LinkKind, String)
  /// `[{constraint_id, effect, note}]`: references whose remark is the effect.
  case effects
  /// The ids that an artifact satisfies; the verb depends on what kind of artifact it is.
  case satisfies
  case evidence, children
  /// `substantive` or `structural`.
  case artifactClass
  /// Says nothing that the structure does not say.
  case structure
}

/// The keys of one kind of item, in every dialect at once.
///
/// One table serves all dialects, because real files mix them freely.
struct ItemFormat {
  let kind: NodeKind
  /// For messages: `a constraint`.
  let name: String
  let fields: [String: ItemField]

  private init(
    _ kind: NodeKind, _ name: String, shown: [String], _ fields: [String: ItemField]
  ) {
    self.kind = kind
    self.name = name
    var fields = fields
    for key in shown { fields[key] = .attribute }
    for key in ["created", "updated", "timestamp", "completed_at", "verified_at", "expires"] {
      fields[key] = .date
    }
    self.fields = fields
  }

  static let constraint = ItemFormat(
    .constraint, "a constraint",
    shown: [
      "violation_cost", "measurement", "current_baseline", "target", "implementation_hint",
      "implementation_hints", "channels", "compliance", "audit", "tooling", "fallback",
      "_derived_from", "_extraction", "_validation", "_suggested", "_conflict", "_revision",
      "_source", "_created_by", "source", "challenger", "quality", "threshold", "genealogy",
      "note", "notes", "priority", "owner", "category", "tags", "url", "archetype",
    ],
    [
      "id": .id, "type": .type, "statement": .statement, "description": .statement,
      "title": .title, "name": .title, "rationale": .rationale, "status": .status,
      "relates_to": .links(.references), "depends_on": .links(.dependsOn),
      "conflicts_with": .links(.conflictsWith), "verified_by": .evidence,
    ])

  static let tension = ItemFormat(
    .tension, "a tension",
    shown: [
      "resolution", "resolution_strategy", "resolution_choice", "resolution_type", "decision",
      "options", "conflict", "triz", "triz_principles", "validation_criteria", "failure_cascade",
      "priority", "severity", "reversibility", "source", "challenger_profile", "note", "notes",
    ],
    [
      "id": .id, "type": .type, "tension_type": .type, "between": .links(.conflictsWith),
      "from": .structure, "to": .structure, "status": .status, "description": .statement,
      "statement": .statement, "title": .title, "name": .title, "rationale": .rationale,
      "propagation_effects": .effects, "introduces_constraints": .links(.introduces),
      "introduces_constraint": .links(.introduces),
    ])

  static let truth = ItemFormat(
    .requiredTruth, "a required truth",
    shown: [
      "priority", "gap", "gaps", "requires", "note", "notes", "current_state", "implementation",
      "implementation_notes", "condition", "domain", "action", "evidence_type",
    ],
    [
      "id": .id, "statement": .statement, "description": .statement, "truth": .statement,
      "title": .title, "name": .title, "rationale": .rationale, "status": .status,
      "maps_to": .links(.mapsTo), "maps_to_constraints": .links(.mapsTo),
      "maps_to_constraint": .links(.mapsTo), "satisfies": .links(.mapsTo),
      "depends_on": .links(.dependsOn), "evidence": .evidence, "children": .children,
      "sub_truths": .children, "depth": .structure,
    ])

  static let evidence = ItemFormat(
    .evidence, "evidence",
    shown: [
      "pattern", "test_name", "test", "metric_name", "threshold", "test_tier", "verified_by",
      "file_hash", "message", "note", "notes", "result", "command",
    ],
    [
      "id": .id, "type": .type, "path": .attribute, "status": .status,
      "description": .statement, "statement": .statement,
    ])

  static let option = ItemFormat(
    .solutionOption, "a solution option",
    shown: [
      "reversibility", "complexity", "time_estimate", "trade_off", "trade_offs", "effort", "risk",
      "tech_stack", "commands", "duration_estimate", "pros", "cons", "steps", "time", "note",
      "notes", "recommended", "estimated_effort",
    ],
    [
      "id": .id, "option": .id, "name": .title, "title": .title, "description": .statement,
      "rationale": .rationale, "satisfies": .links(.satisfies),
      "gaps": .remarkedLinks(.references, "gap"),
    ])

  static let failureMode = ItemFormat(
    .failureMode, "a failure mode",
    shown: [
      "probability", "impact", "detection", "mitigation", "prevention", "_source", "severity",
      "note", "notes", "likelihood", "archetype",
    ],
    [
      "id": .id, "scenario": .statement, "description": .statement, "title": .title,
      "name": .title, "rationale": .rationale, "constraints_violated": .links(.threatens),
      "violates": .links(.threatens),
    ])

  static let question = ItemFormat(
    .openQuestion, "an open question",
    shown: [
      "decision_deadline", "options", "stakeholders", "current_assumption", "status", "note",
    ],
    [
      "id": .id, "question": .statement, "title": .title, "rationale": .rationale,
      "impact_on_constraints": .links(.asks), "relates_to": .links(.asks),
    ])

  static let draftTruth = ItemFormat(
    .draftTruth, "a draft truth", shown: ["confidence", "note", "status"],
    [
      "id": .id, "draft_statement": .statement, "statement": .statement,
      "seed_from": .links(.derivedFrom),
    ])

  static let suggested = ItemFormat(
    .suggestedConstraint, "a suggested constraint",
    shown: ["category", "type", "auto_generated", "note", "status"],
    [
      "id": .id, "statement": .statement, "description": .statement, "rationale": .rationale,
      "source_constraint": .links(.derivedFrom),
    ])

  static let artifact = ItemFormat(
    .artifact, "an artifact",
    shown: [
      "status", "priority", "note", "notes", "added_in_iteration", "exists", "integrated",
      "new_exports", "size", "lines", "constraints_found", "evidence",
    ],
    [
      "path": .id, "type": .type, "satisfies": .satisfies, "validates": .links(.verifies),
      "artifact_class": .artifactClass, "description": .statement,
    ])

  static let integration = ItemFormat(
    .integration, "an integration item",
    shown: [
      "source", "target", "status", "priority", "effort", "details", "notes", "note", "reason",
      "suggested_change", "auto_wireable", "blocking", "blocking_scope", "verification",
      "code_snippet", "imports_needed", "content",
    ],
    [
      "id": .id, "action": .statement, "description": .statement, "title": .title,
      "satisfies": .links(.satisfies),
    ])

  static let gap = ItemFormat(
    .gap, "a gap",
    shown: [
      "action", "severity", "priority", "recommendation", "current_state", "details", "resolution",
      "type",
      "blocking", "note", "notes", "integration_impact", "status", "effort",
    ],
    [
      "id": .id, "gap": .id, "issue": .statement, "description": .statement,
      "constraint": .links(.references),
      "constraints": .links(.references), "truth": .links(.references),
    ])
}
