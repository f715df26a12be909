import Dispatch
import Glibc
import PreviewServer
import SourceText
import Synchronization
import System

/// `serve`: builds into a folder of its own, shows it, and builds again whenever something changes.
struct ServeRun {
  let request: BuildRequest
  let cache: BuildCache

  /// Serves until the process is ended.
  static func run(_ request: BuildRequest) -> ExitCode {
    guard case .serve(let port, let opensBrowser) = request.purpose else { return .usage }
    do {
      let (cache, _) = try BuildCache.open(request)
      let run = ServeRun(request: request, cache: cache)
      return try run.serve(port: port, opensBrowser: opensBrowser)
    } catch {
      request.console.complain("\(CommandTable.program): \(BuildRun.describe(error))")
      return .failure
    }
  }

  private func serve(port: UInt16, opensBrowser: Bool) throws -> ExitCode {
    hearEnd()
    // First of all: the preview of a server that has the port must stay as it is.
    let server = try SiteServer(folder: request.destination, port: port)
    let watcher = try FileWatcher(request.project.tree)
    warn(ofUnwatched: watcher.unwatchedFolders)
    let runs = ServedRuns(request)
    _ = runs.refresh()
    build(request)
    request.console.complain("serving \(server.url) — end with Ctrl-C")
    if opensBrowser { open(server.url) }
    let refreshing = Refreshing(run: self, server: server)
    refreshing.follow(watcher)
    while refreshing.isFollowing {
      if runs.haveMovedOn() { refreshing.show("runs have moved on") }
    }
    return .clean
  }

  /// Whoever started us may have held back the signals that end a preview.
  private func hearEnd() {
    var mask = sigset_t()
    sigemptyset(&mask)
    sigaddset(&mask, SIGTERM)
    sigaddset(&mask, SIGINT)
    pthread_sigmask(SIG_UNBLOCK, &mask, nil)
  }

  private func warn(ofUnwatched folders: [String]) {
    guard let first = folders.first else { return }
    let others = folders.count > 1 ? " and \(folders.count - 1) other folders" : ""
    request.console.complain(
      "changes in \(first.isEmpty ? "the project's folder" : first)\(others) are not seen: "
        + "the system's limit fs.inotify.max_user_watches is reached")
  }

  /// `site.yaml` is an input like any other: a bad one is reported, and the last good site stays.
  fileprivate func rebuild() {
    do throws(SetupFault) {
      build(try request.reopened())
    } catch {
      _ = error.report(on: request.console)
    }
  }

  /// A build that fails says why, and the last good site stays.
  private func build(_ request: BuildRequest) {
    do {
      _ = try BuildRun(request: request, cache: cache).run()
    } catch {
      request.console.complain("\(CommandTable.program): \(BuildRun.describe(error))")
    }
  }

  private func open(_ url: String) {
    let limits = ProcessLimits(milliseconds: 5_000)
    for program in ["/usr/bin/xdg-open", "/usr/bin/sensible-browser"] {
      if (try? ProcessRunner.run([program, url], limits: limits))?.isSuccess == true { return }
    }
    request.console.say("no browser could be opened")
  }
}

/// Files and runs change at the same time: one build after the other.
private final class Refreshing: Sendable {
  private let run: ServeRun
  private let server: SiteServer
  private let oneAtATime = DispatchQueue(label: "serve.build")
  private let ends = Atomic(false)

  init(run: ServeRun, server: SiteServer) {
    self.run = run
    self.server = server
  }

  /// Files can still be followed.
  var isFollowing: Bool { !ends.load(ordering: .relaxed) }

  func show(_ reason: String) {
    oneAtATime.sync {
      run.request.console.say(reason)
      run.rebuild()
      server.reload()
    }
  }

  func follow(_ watcher: FileWatcher) {
    DispatchQueue.global().async { [self] in
      while let changes = watcher.next() {
        let shown = changes.paths.prefix(3).joined(separator: ", ")
        show(changes.paths.isEmpty ? "looking again" : "changed: \(shown)")
      }
      ends.store(true, ordering: .relaxed)
    }
  }
}
