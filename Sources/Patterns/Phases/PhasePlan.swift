/// One file of a group: what it becomes, or why it cannot be made.
public struct PlannedFile: Sendable {
  /// Below the folder that holds `patterns/`.
  public let path: String
  /// The pattern that it is for; empty for files of the registry itself.
  public let pattern: String
  /// The file as it is; `nil` when it is not there.
  let before: [UInt8]?
  /// It only says what is open in a file that others may change.
  let isNote: Bool
  /// Makes the bytes; may be called on any thread.
  public let make: @Sendable () -> Result<[UInt8], Unmade>

  init(
    path: String, pattern: String, before: [UInt8]?,
    make: @escaping @Sendable () -> Result<[UInt8], Unmade>
  ) {
    (self.path, self.pattern, self.before, self.make) = (path, pattern, before, make)
    isNote = false
  }

  init(open path: String, pattern: String = "", reason: String) {
    (self.path, self.pattern, before, isNote) = (path, pattern, nil, true)
    make = { .failure(Unmade(reason: reason)) }
  }
}

/// Something that generation cannot make, with what a person has to do.
public struct Unmade: Error, Sendable, Hashable {
  /// As a sentence without full stop.
  public var reason: String
  /// Of the templates, so that nobody who looks after the registry can do anything about it.
  public var isFault = false
}

/// The files of one group that are not there, or not as they have to be.
public struct PlannedGroup: Sendable {
  /// What is made.
  public let kind: GroupKind
  /// What is looked at after each batch.
  public let checks: [BatchCheck]
  /// In order.
  public let files: [PlannedFile]
}

/// One phase over a registry as it is when the phase begins.
public struct PhasePlan: Sendable {
  /// From 1.
  public let number: Int
  /// For people.
  public let title: String
  /// In the order of the recipe; groups with nothing to do have no files.
  public let groups: [PlannedGroup]

  /// Plans a phase; what is there is left as it is, so that a second run plans nothing.
  public init(_ phase: PatternRecipe.Phase, of registry: Registry, with templates: PatternTemplates)
  {
    let planning = GroupPlanning(registry: registry, templates: templates)
    number = phase.number
    title = phase.title
    groups = phase.groups.map {
      PlannedGroup(kind: $0.kind, checks: $0.checks, files: planning.files(of: $0.kind))
    }
  }
}
