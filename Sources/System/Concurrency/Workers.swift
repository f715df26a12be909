import Glibc
import Synchronization

/// A number of threads for work that keeps the processor or the disk busy.
///
/// Threads of our own rather than a shared pool: as many as were asked for, with stacks of a known
/// size, and free to wait for the disk.
public struct Workers: Sendable {
  /// How many threads work at once; at least one.
  public let count: Int

  /// - Parameter count: `nil` for as many as the machine has processors.
  public init(_ count: Int? = nil) {
    self.count = min(max(1, count ?? sysconf(Int32(_SC_NPROCESSORS_ONLN))), 64)
  }

  /// Runs `body` once on each thread with the thread's number, and returns when all have ended.
  public func run(_ body: @Sendable (Int) -> Void) {
    withoutActuallyEscaping(body) { body in
      let threads = (1..<count).map { number in Thread { body(number) } }
      body(0)
      for thread in threads { thread.join() }
    }
  }

  /// Calls `body` for each index below `total`, in chunks of neighbours that one thread takes.
  public func forEach(_ total: Int, chunk: Int = 1, _ body: @Sendable (Int) -> Void) {
    let next = Atomic(0)
    run { _ in
      while true {
        let start = next.add(chunk, ordering: .relaxed).oldValue
        guard start < total else { return }
        for index in start..<min(start + chunk, total) { body(index) }
      }
    }
  }

  /// The results of `body` for each index below `total`, in the order of the indices.
  public func map<Result: Sendable>(
    _ total: Int, chunk: Int = 16, _ body: @Sendable (Int) -> Result
  ) -> [Result] {
    let slots = Mutex([Result?](repeating: nil, count: total))
    let chunk = max(1, chunk)
    forEach((total + chunk - 1) / chunk) { part in
      let range = (part * chunk)..<min(part * chunk + chunk, total)
      let results = range.map { Optional(body($0)) }
      slots.withLock { $0.replaceSubrange(range, with: results) }
    }
    return slots.withLock { $0.compactMap { $0 } }
  }
}

/// A thread; when the system has none left, its work is done where it is joined.
private struct Thread {
  private final class Work: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  private var handle = pthread_t()
  private let isStarted: Bool
  private let work: Work

  /// Templates and diagrams recurse; half a megabyte, a usual default elsewhere, is not enough.
  private static let stackSize = 8 << 20

  init(_ body: @escaping @Sendable () -> Void) {
    work = Work(body)
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, Self.stackSize)
    let argument = Unmanaged.passRetained(work)
    let code = pthread_create(&handle, &attributes, Self.main, argument.toOpaque())
    isStarted = code == 0
    if code != 0 { argument.release() }
  }

  func join() {
    if isStarted { pthread_join(handle, nil) } else { work.body() }
  }

  private static let main: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = {
    if let argument = $0 { Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().body() }
    return nil
  }
}
