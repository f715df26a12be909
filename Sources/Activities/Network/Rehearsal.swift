import Synchronization

/// Requests that are written down in place of being sent.
///
/// The answers are those of a forge that has the pull request and nothing else: what follows from
/// them is a first posting.
final class Rehearsal: Sendable {
  private struct State {
    var head = ""
    var requests: [String] = []
  }

  private let state = Mutex(State())

  /// The commit that the pull request is said to propose.
  func expect(head: String) { state.withLock { $0.head = head } }

  /// What was written down, in order.
  var requests: [String] { state.withLock(\.requests) }

  func note(_ request: String) { state.withLock { $0.requests.append(request) } }

  /// Notes a request, and answers it.
  func answer(_ method: String, _ path: String, _ request: String) -> HTTPReply? {
    note(request)
    let head = state.withLock(\.head)
    let body =
      switch method {
      case "GET" where path == "/user": #"{"login": "{user}", "username": "{user}"}"#
      case "GET" where isProposal(path):
        #"{"number": 0, "state": "open", "sha": "\#(head)", "head": {"sha": "\#(head)"}}"#
      case "GET" where path.contains("/check-runs"): #"{"check_runs": []}"#
      case "GET": "[]"
      default: #"{"id": "{id}"}"#
      }
    return HTTPReply(Array("HTTP/1.1 200 OK\r\n\r\n\(body)".utf8))
  }

  /// The pull request itself, and no list below it.
  private func isProposal(_ path: String) -> Bool {
    let parts = path.split(separator: "/")
    return parts.dropLast().last.map { ["pulls", "merge_requests"].contains($0) } ?? false
  }
}
