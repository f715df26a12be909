/// One thing that must be so before a gate can be opened.
public struct Criterion: Sendable {
  /// Its name, in options, settings and records.
  public enum ID: String, Sendable, CaseIterable {
    // Design.
    case designWritten = "design-written"
    case designOutputs = "design-outputs"
    case designWithoutIDs = "design-without-ids"
    // Requirements and scenarios.
    case requirementsWritten = "requirements-written"
    case requirementsBind = "requirements-bind"
    case scenariosComplete = "scenarios-complete"
    case scenariosShow = "scenarios-show"
    case phasesFilled = "phases-filled"
    case phasesIndependent = "phases-independent"
    case designReferences = "design-references"
    // Tasks.
    case tasksWritten = "tasks-written"
    case tasksNumbered = "tasks-numbered"
    case tasksActionable = "tasks-actionable"
    case tasksComplete = "tasks-complete"
    case unitTestsPlanned = "unit-tests-planned"
    // Code and unit tests of a phase.
    case documentsApproved = "documents-approved"
    case build
    case tasksTicked = "tasks-ticked"
    case routes
    case thinHandlers = "thin-handlers"
    case behaviour
    case unitTests = "unit-tests"
    case stubs
    case accessControl = "access-control"
    case tracing
    case schemas
    case testPatterns = "test-patterns"
    case actualDocuments = "actual-documents"
    // End-to-end tests of a phase.
    case endToEndTests = "end-to-end-tests"
    case coverage
    case changelog
    // Everywhere.
    case documentsSound = "documents-sound"
  }

  /// What a criterion rests on.
  public enum Basis: String, Sendable, CaseIterable {
    case computed, command, attested
  }

  /// How far a criterion is met.
  public enum State: String, Sendable {
    case met, unmet
    /// A command decides it, and has not been run.
    case toRun = "to run"
    /// A person has to say it.
    case toAttest = "to attest"
  }

  /// Its name.
  public var id: ID
  /// What must be so, as a clause.
  public var demand: String
  /// How far it is.
  public var state: State
  /// What that rests on.
  public var basis: Basis
  /// The figure, command or person behind it: `12 of 12 boxes`; empty for nothing.
  public var evidence: String
  /// What lacks, a line each; with a place where there is one.
  public var lacking: [String]

  /// It stands in nobody's way.
  public var isMet: Bool { state == .met }
}
