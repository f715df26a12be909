import CLinux
import Glibc

/// What a program that nobody trusts may use beside its time and what it says.
public struct KeptLimits: Sendable {
  /// Time and output.
  public var process: ProcessLimits
  /// Bytes of address space of the program and of each of its children; 0 for no limit.
  public var addressSpace: Int

  /// Time, output and address space.
  public init(_ process: ProcessLimits = ProcessLimits(), addressSpace: Int = 0) {
    self.process = process
    self.addressSpace = addressSpace
  }
}

/// How the run of a program that nobody trusts came out.
public struct KeptResult: Sendable {
  /// How it ended, and what it wrote.
  public var process: ProcessResult
  /// Whoever waited did not want it to go on.
  public var isStopped: Bool
}

extension ProcessRunner {
  /// Runs a program of which nothing stays: neither what leaves its group nor what becomes a
  /// daemon, neither after its time nor when this process is killed.
  ///
  /// A process of our own between this one and the program inherits whatever the program leaves
  /// behind. It ends with everything below it when its pipe to this process is closed.
  ///
  /// - Parameters:
  ///   - arguments: the program, and its arguments.
  ///   - environment: all the variables that the program sees.
  ///   - directory: where it runs.
  ///   - input: standard input.
  ///   - limits: time, output, memory.
  ///   - goesOn: asked several times a second; false ends the program.
  /// - Returns: how it ended; a program that cannot be executed ends with the status 127.
  /// - Throws: `ProcessError` when nothing could be started.
  public static func runKept(
    _ arguments: [String], environment: [String: String] = plainEnvironment,
    directory: String? = nil, input: [UInt8] = [], limits: KeptLimits = KeptLimits(),
    while goesOn: @escaping () -> Bool = { true }
  ) throws(ProcessError) -> KeptResult {
    var pipes: [Pipe] = []
    do {
      for _ in 0..<4 { pipes.append(try Pipe()) }
    } catch {
      for pipe in pipes { pipe.closeBoth() }
      throw error
    }
    let (toChild, output, errors, life) = (pipes[0], pipes[1], pipes[2], pipes[3])
    let request = SpawnRequest(
      arguments: arguments, environment: environment, directory: directory,
      descriptors: [toChild.reading, output.writing, errors.writing])
    let started = Result { () throws(ProcessError) in
      try spawnKept(request, life: life.reading, addressSpace: limits.addressSpace)
    }
    for end in [toChild.reading, output.writing, errors.writing, life.reading] { close(end) }
    let line = LifeLine(life.writing)
    var exchange = Exchange(
      input: input, toChild: toChild.writing, output: output.reading, errors: errors.reading,
      limits: limits.process, end: { line.cut() }, goesOn: goesOn)
    defer { exchange.close() }
    let keeper = try started.get()
    exchange.run()
    exchange.awaitEnd(of: keeper)
    let ended = ending(of: keeper)
    return KeptResult(
      process: ProcessResult(
        ending: ended, output: exchange.collected[0], errors: exchange.collected[1],
        isTimedOut: exchange.isTimedOut, isTruncated: exchange.isTruncated),
      isStopped: exchange.isStopped)
  }
}

/// Our end of a keeper's pipe: closing it ends everything that it keeps.
private final class LifeLine {
  private var descriptor: Int32

  init(_ descriptor: Int32) { self.descriptor = descriptor }

  deinit { cut() }

  func cut() {
    if descriptor >= 0 { close(descriptor) }
    descriptor = -1
  }
}

private func spawnKept(
  _ request: SpawnRequest, life: Int32, addressSpace: Int
) throws(ProcessError) -> pid_t {
  let program = try request.program()
  let list = { (texts: [String]) -> [UnsafeMutablePointer<CChar>?] in
    texts.map { strdup($0) } + [nil]
  }
  let arguments = list(request.arguments)
  let variables = list(request.variables)
  let (name, directory) = (strdup(program), request.directory.flatMap { strdup($0) })
  defer { for text in arguments + variables + [name, directory] { free(text) } }
  guard let name else { throw .malformedRequest }
  let keeper = arguments.withUnsafeBufferPointer { arguments in
    variables.withUnsafeBufferPointer { variables -> pid_t in
      guard let arguments = arguments.baseAddress, let variables = variables.baseAddress else {
        return -EINVAL
      }
      let streams = request.descriptors.map { $0 ?? -1 }
      var kept = clinux_kept(
        program: name, arguments: arguments, environment: variables, directory: directory,
        streams: (streams[0], streams[1], streams[2]), life: life,
        address_space: UInt64(clamping: addressSpace))
      return clinux_spawn_kept(&kept)
    }
  }
  guard keeper > 0 else { throw .cannotStart(program, code: -keeper) }
  return keeper
}
