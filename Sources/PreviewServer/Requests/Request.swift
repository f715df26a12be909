/// A request as it was received: nothing decoded, nothing believed.
struct Request: Sendable {
  struct Header: Sendable {
    /// In lower case.
    var name: String
    var value: String
  }

  var method: String
  /// The target up to `?`, with its percent escapes.
  var target: [UInt8]
  /// `HTTP/1.1`; empty for a request of the first version, which had none.
  var version: String
  var headers: [Header] = []
  /// Bytes of the request line and the headers.
  var headerBytes = 0
  /// The build that the page of an event stream was made by, as its script says.
  var build: String?

  /// Every value of a header, in the order received.
  func values(_ name: String) -> [String] { headers.filter { $0.name == name }.map(\.value) }
}
