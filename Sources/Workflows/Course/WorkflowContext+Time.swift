import History
import Orchestration

extension WorkflowContext {
  /// Minutes from the start of the run to this turn of its code.
  var minutesSinceStart: Double { Double((now - info.startTime).nanoseconds) / 60e9 }
}
