/// Why a request is not answered with what it asks for.
enum Refusal: Int, Error, CaseIterable {
  case malformed = 400
  case foreignOrigin = 403
  case notFound = 404
  case methodNotAllowed = 405
  case foreignHost = 421
  case headersTooLarge = 431
  case fileTooLarge = 500
  case notBuilt = 503

  /// A sentence for the reader; nothing of the request is in it.
  var sentence: String {
    switch self {
    case .malformed: "This request is malformed."
    case .foreignOrigin: "Pages of other sites may not listen to this server."
    case .notFound: "There is no such page in this build."
    case .methodNotAllowed: "This server only answers GET and HEAD."
    case .foreignHost: "This server only answers to localhost, 127.0.0.1 and [::1]."
    case .headersTooLarge: "The headers of this request are too large."
    case .fileTooLarge: "This file is too large for a preview."
    case .notBuilt: "The site is not built yet. This page reloads when it is."
    }
  }

  var title: String {
    switch self {
    case .malformed: "Bad request"
    case .foreignOrigin: "Forbidden"
    case .notFound: "Not found"
    case .methodNotAllowed: "Method not allowed"
    case .foreignHost: "Misdirected request"
    case .headersTooLarge: "Headers too large"
    case .fileTooLarge: "File too large"
    case .notBuilt: "Not built yet"
    }
  }

  /// Whether the client may go on using the connection: after a request whose end is in doubt, what
  /// follows could be read as another one.
  var endsConnection: Bool {
    switch self {
    case .notFound, .fileTooLarge, .notBuilt: false
    default: true
    }
  }
}
