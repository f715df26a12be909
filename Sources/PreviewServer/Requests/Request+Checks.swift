extension Request {
  /// Refuses what no client of a preview sends, before its target is looked at.
  func check(_ limits: ServerLimits) throws(Refusal) {
    guard version == "HTTP/1.1" || version == "HTTP/1.0" else { throw .malformed }
    guard headerBytes <= limits.headerBytes else { throw .headersTooLarge }
    let hosts = values("host")
    guard hosts.count == 1, let host = hosts.first, !host.isEmpty else { throw .malformed }
    guard LocalHost.isLocal(host) else { throw .foreignHost }
    guard method == "GET" || method == "HEAD" else { throw .methodNotAllowed }
    guard !hasBody else { throw .malformed }
  }

  /// Refuses pages of other sites, which may send requests here but must not learn from them.
  func checkOrigin() throws(Refusal) {
    let host = values("host").first ?? ""
    guard values("origin").allSatisfy({ LocalHost.isOrigin($0, of: host) }) else {
      throw .foreignOrigin
    }
    // `none` is an address typed by the user.
    guard values("sec-fetch-site").allSatisfy({ $0 == "same-origin" || $0 == "none" }) else {
      throw .foreignOrigin
    }
  }

  /// A body follows the headers, or what claims to be one.
  var hasBody: Bool {
    values("content-length").contains { $0 != "0" } || !values("transfer-encoding").isEmpty
  }
}
