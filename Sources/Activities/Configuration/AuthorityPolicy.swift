import SourceText
import Workflows

/// Who may do what, by the identities that stand in histories.
///
/// An identity is what a sender says it is. Whoever can write to the database can say anything, so
/// that the policy keeps order among people who may write there, and nothing out.
struct AuthorityPolicy: Sendable {
  private let named: [Act: [String]]

  init(_ named: [Act: [String]]) { self.named = named }

  func answer(_ request: AuthorityRequest) -> Authority {
    let allowed = named[request.act] ?? (request.act == .waive ? [] : ["*"])
    let isAllowed =
      !request.identity.isEmpty && (allowed.contains("*") || allowed.contains(request.identity))
    return Authority(allowed: isAllowed, reason: isAllowed ? "" : refusal(request, allowed))
  }

  private func refusal(_ request: AuthorityRequest, _ allowed: [String]) -> String {
    let act = request.act == .waive ? "waive an approval" : request.act.words
    let subject = request.subject.isEmpty ? "" : " (\(displayName(request.subject)))"
    let others = allowed.isEmpty ? "nobody may" : "these may: \(allowed.joined(separator: ", "))"
    return "\(displayName(request.identity)) may not \(act)\(subject); \(others)"
  }
}
