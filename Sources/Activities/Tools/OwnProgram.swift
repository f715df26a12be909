import Orchestration
import System

/// This very program with a verb of its own, as a process that is kept like any tool.
///
/// Whatever a project holds, a worker does not run out of memory over it, nor end with it.
public enum OwnProgram {
  /// How a verb that came to its end has ended.
  public struct Ending: Sendable {
    /// What the verb means by it.
    public var status: Int32
    /// Standard output.
    public var output: [UInt8]
    /// The end of what it said on standard error, on one line.
    public var words: String
  }

  private static let megabytes = 8_192

  /// Runs a verb. Settings of our own environment do not reach it: a project's files decide.
  ///
  /// - Parameters:
  ///   - arguments: the verb and what follows it.
  ///   - folder: where it runs.
  ///   - minutes: after them it is ended.
  ///   - watch: says that it lives, and ends it when nobody waits.
  /// - Returns: how it ended.
  /// - Throws: a failure when it was called off, or came to no end of its own.
  public static func run(
    _ arguments: [String], in folder: String, minutes: Int, _ watch: Watch
  ) throws -> Ending {
    let limits = KeptLimits(
      ProcessLimits(milliseconds: minutes * 60_000, outputBytes: 64 << 20, endsWhenFull: true),
      addressSpace: megabytes << 20)
    let result: KeptResult
    do {
      result = try ProcessRunner.runKept(
        ["/proc/self/exe"] + arguments, directory: folder, limits: limits,
        while: { watch.goesOn })
    } catch { throw Failure.system(error) }
    if result.isStopped { throw Failure.canceled() }
    let (ended, words) = (result.process, lastWords(result.process.errors))
    guard case .exited(let status) = ended.ending, !ended.isTimedOut, !ended.isTruncated else {
      let how = ended.isTimedOut ? "takes longer than \(minutes) minutes" : ended.ending.words
      throw Failure.passing("ToolFailed", "\(arguments.first ?? "") \(how): \(words)")
    }
    return Ending(status: status, output: ended.output, words: words)
  }
}
