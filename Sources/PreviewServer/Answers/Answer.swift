/// What goes back to the client.
struct Answer: Sendable {
  enum Body: Sendable {
    case bytes([UInt8])
    /// A stream of events, for a page made by this build.
    case events(build: String?)
  }

  var status: Int
  var type: String
  var body: Body
  /// Further headers.
  var headers: [(name: String, value: String)] = []

  /// All headers but the lengths, which the library adds.
  var allHeaders: [(name: String, value: String)] {
    [("Content-Type", type)] + Self.common + headers
  }

  private static let common = [
    (
      name: "Content-Security-Policy",
      value: "default-src 'self'; base-uri 'none'; form-action 'none'; object-src 'none'; "
        + "frame-ancestors 'none'"
    ),
    ("X-Content-Type-Options", "nosniff"),
    // Files change under the same address, and a private site must not stay in a shared cache.
    ("Cache-Control", "no-store"),
    // Without it a page of another site could run our search index as its own script.
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Referrer-Policy", "same-origin"),
  ]
}
