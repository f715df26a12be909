import Glibc
import Synchronization

/// Contents of objects, asked for one at a time and in any order, of one git that stays.
final class ObjectReader: Sendable {
  private struct State {
    var git: ChildProcess?
    /// How often git had to be started again: every damaged object ends it.
    var losses = 0
  }

  private let objects: BorrowedObjects
  private let state = Mutex(State())

  /// More damaged objects than this are not worth a process each.
  private static let mostLosses = 500
  private static let patience: UInt64 = 60_000_000_000

  init(_ objects: BorrowedObjects) { self.objects = objects }

  /// The bytes of a file's content, named as git names objects; `nil` for anything that is missing,
  /// damaged, no file's content, or larger.
  func content(of name: String, limit: Int) -> [UInt8]? {
    guard !name.utf8.contains(0x0A) else { return nil }
    return state.withLock { state in
      guard state.losses < Self.mostLosses, let git = state.git ?? start() else { return nil }
      state.git = git
      var exchange = Exchange(with: git)
      switch exchange.content(of: name, limit: limit) {
      case .content(let bytes): return bytes
      case .none: return nil
      case .lost:
        state.git = nil
        state.losses += 1
        return nil
      }
    }
  }

  private func start() -> ChildProcess? { try? objects.start(["cat-file", "--batch"]) }

  private enum Answer {
    case content([UInt8])
    /// Git has said that there is none.
    case none
    /// Git has ended, or what it would say next belongs to this object.
    case lost
  }

  /// One question and its answer: `<id> blob <size>`, a line break, the bytes, a line break.
  private struct Exchange {
    let git: ChildProcess
    private let deadline = MonotonicClock.nanoseconds &+ ObjectReader.patience
    private var received: [UInt8] = []

    init(with git: ChildProcess) { self.git = git }

    mutating func content(of name: String, limit: Int) -> Answer {
      let question = Array("\(name)\n".utf8)
      guard git.send(question, from: 0) == question.count else { return .lost }
      var end: Int?
      while end == nil {
        guard receive(), received.count < 1 << 20 || received.contains(0x0A) else { return .lost }
        end = received.firstIndex(of: 0x0A)
      }
      guard let end else { return .lost }
      guard let size = blobSize(received[..<end]) else {
        // Something else than a file's content follows its own header, and is not wanted.
        return received[..<end].ends(with: " missing") ? .none : .lost
      }
      // What is larger is not waited for.
      guard size >= 0, size <= limit else { return .lost }
      received.reserveCapacity(end + size + 2)
      while received.count < end + size + 2 {
        guard receive() else { return .lost }
      }
      received.removeLast()
      received.removeFirst(end + 1)
      return .content(received)
    }

    /// Waits for more; false when there is no more, or it takes too long.
    private mutating func receive() -> Bool {
      while true {
        switch git.receive(into: &received) {
        case .bytes: return true
        case .end: return false
        case .nothing: break
        }
        let left = MonotonicClock.milliseconds(until: deadline)
        guard left > 0 else { return false }
        ChildProcess.wait(for: [(git, false)], milliseconds: Int(left))
      }
    }
  }
}

extension ArraySlice<UInt8> {
  fileprivate func ends(with text: String) -> Bool {
    suffix(text.utf8.count).elementsEqual(text.utf8)
  }
}

/// The size in `<id> blob <size>`; `nil` for anything else.
func blobSize(_ line: ArraySlice<UInt8>) -> Int? {
  let parts = line.split(separator: 0x20)
  guard parts.count == 3, parts[1].elementsEqual("blob".utf8) else { return nil }
  return Int(String(decoding: parts[2], as: UTF8.self))
}
