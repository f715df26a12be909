import History
import Orchestration

/// The activities of the workflows here; each gives back the ticket of its effect.
enum SimulatedActivities {
  private static let retry = RetryPolicy(
    initialInterval: .seconds(1), maximumInterval: .seconds(10))

  static let work = Activity<String, String>(
    "work", ActivityOptions(startToClose: .seconds(20), retry: retry))
  /// Says that it is alive, and is waited for when it is told to stop.
  static let steady = Activity<String, String>(
    "steady",
    ActivityOptions(
      startToClose: .minutes(4), heartbeat: .seconds(8), retry: retry,
      cancellation: .waitUntilStopped))
  /// Gives up after three attempts.
  static let fragile = Activity<String, String>(
    "fragile",
    ActivityOptions(
      startToClose: .seconds(10), scheduleToStart: .minutes(10),
      retry: RetryPolicy(initialInterval: .seconds(2), maximumAttempts: 3)))
}
