import CLinux
import Glibc

/// What to start: no shell, nothing inherited but what is named here.
struct SpawnRequest {
  var arguments: [String]
  var environment: [String: String]
  var directory: String?
  /// What becomes descriptor 0, 1, 2 … of the child; `nil` is the null device.
  var descriptors: [Int32?]

  /// The variables as a program is given them, sorted.
  var variables: [String] {
    environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
  }

  /// The file to execute; from then on a reader that has ended is an error, not the end of us.
  func program() throws(ProcessError) -> String {
    let texts = arguments + environment.flatMap { [$0.key, $0.value] } + [directory ?? ""]
    guard let name = arguments.first, !texts.contains(where: { $0.utf8.contains(0) }) else {
      throw .malformedRequest
    }
    ignoreBrokenPipes
    return try locate(name, searchPath: environment["PATH"] ?? "")
  }
}

/// Starts a process in a group of its own and returns its id, which is also the group's.
func spawn(_ request: SpawnRequest) throws(ProcessError) -> pid_t {
  let program = try request.program()
  var actions = posix_spawn_file_actions_t()
  var attributes = posix_spawnattr_t()
  posix_spawn_file_actions_init(&actions)
  posix_spawnattr_init(&attributes)
  defer {
    posix_spawn_file_actions_destroy(&actions)
    posix_spawnattr_destroy(&attributes)
  }
  addDescriptors(of: request, to: &actions)
  setOwnGroupAndFreshSignals(&attributes)
  var arguments: [UnsafeMutablePointer<CChar>?] = request.arguments.map { strdup($0) } + [nil]
  var variables: [UnsafeMutablePointer<CChar>?] = request.variables.map { strdup($0) } + [nil]
  defer { for text in arguments + variables { free(text) } }
  var process: pid_t = 0
  let code = posix_spawn(&process, program, &actions, &attributes, &arguments, &variables)
  guard code == 0 else {
    throw code == ENOENT ? .notFound(program) : .cannotStart(program, code: code)
  }
  return process
}

/// A write to a child that has ended must be an error, not the end of this process.
private let ignoreBrokenPipes: Void = { signal(SIGPIPE, SIG_IGN) }()

/// The caller's own `PATH` plays no part: the request says where programs come from.
private func locate(_ name: String, searchPath: String) throws(ProcessError) -> String {
  if name.utf8.contains(0x2F) { return name }
  for folder in searchPath.split(separator: ":") where access("\(folder)/\(name)", X_OK) == 0 {
    return "\(folder)/\(name)"
  }
  throw .notFound(name)
}

private func addDescriptors(
  of request: SpawnRequest, to actions: inout posix_spawn_file_actions_t
) {
  for (target, source) in request.descriptors.enumerated() {
    if let source {
      posix_spawn_file_actions_adddup2(&actions, source, Int32(target))
    } else {
      posix_spawn_file_actions_addopen(&actions, Int32(target), "/dev/null", O_RDWR, 0)
    }
  }
  // Not every library marks its descriptors: without this a child inherits them.
  _ = clinux_spawn_closefrom(&actions, Int32(request.descriptors.count))
  if let directory = request.directory { _ = clinux_spawn_chdir(&actions, directory) }
}

private func setOwnGroupAndFreshSignals(_ attributes: inout posix_spawnattr_t) {
  var all = sigset_t()
  var none = sigset_t()
  sigfillset(&all)
  sigemptyset(&none)
  posix_spawnattr_setsigdefault(&attributes, &all)
  posix_spawnattr_setsigmask(&attributes, &none)
  posix_spawnattr_setpgroup(&attributes, 0)
  posix_spawnattr_setflags(
    &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
}

/// Waits for a process that has ended or is about to.
func ending(of process: pid_t) -> ProcessEnding {
  var status: Int32 = 0
  while waitpid(process, &status, 0) < 0 {
    // Somebody else has collected it: nothing more can be known.
    guard errno == EINTR else { return .exited(-1) }
  }
  return ProcessEnding(waitStatus: status)
}
