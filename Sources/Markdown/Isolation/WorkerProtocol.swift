import SourceText

// What goes over the pipes. Both ends are this program, but the parent trusts nothing it reads:
// a worker that a hostile file has taken over may write anything.
//
//   parent -> worker   frames: first the limits, then one a file (`WorkerRequest`)
//   worker -> parent   one frame a file, in the order of the requests (`WorkerReply`)
//   notes              sequence number and time of each file before it is started, 16 bytes each,
//                      so that the parent knows whom to blame; a note wakes nobody
//
// A frame is its length in four bytes, lowest first, and its payload.

/// The longest frame that a parent accepts.
let longestFrame = 64 << 20

/// One text for a worker. The path stays with the parent: positions travel without it.
struct WorkerRequest {
  var sequence: Int
  var bodyStart: Int
  var isSnippet: Bool
  var bytes: [UInt8]

  func frame(into output: inout [UInt8]) {
    var writer = BinaryWriter()
    writer.write(sequence)
    writer.write(bodyStart)
    writer.write(isSnippet)
    writer.write(bytes.count)
    appendFrame([writer.bytes, bytes], to: &output)
  }

  init(sequence: Int, _ input: MarkdownInput) {
    self.sequence = sequence
    bodyStart = input.bodyStart
    isSnippet = input.place != nil
    bytes = input.file.bytes
  }

  init(payload: [UInt8]) throws(BinaryReader.Malformed) {
    var reader = BinaryReader(payload)
    sequence = try reader.number()
    bodyStart = try reader.number()
    isSnippet = try reader.flag()
    bytes = try reader.content()
  }

  /// What the worker renders: a snippet's place is not known here, and any will do.
  var input: MarkdownInput {
    var input = MarkdownInput(SourceFile(path: "", bytes: bytes), bodyStart: bodyStart)
    if isSnippet { input.place = .file("") }
    return input
  }
}

/// What a worker says about one text.
enum WorkerReply {
  /// Appends the frame of a result, the HTML last and uncopied.
  static func frame(
    _ sequence: Int, _ result: Swift.Result<RenderedMarkdown, Excess>, into output: inout [UInt8]
  ) {
    var writer = BinaryWriter()
    writer.write(sequence)
    switch result {
    case .failure(let excess):
      writer.write(Int(excess.rawValue) + 1)
      appendFrame([writer.bytes], to: &output)
    case .success(let rendered):
      writer.write(0)
      rendered.document.encode(into: &writer)
      appendFrame([writer.bytes, rendered.html], to: &output)
    }
  }

  /// Reads the frame that ends at `end`; the sequence number comes first, for the caller to check.
  static func read(
    _ bytes: [UInt8], from start: Int, to end: Int, expecting sequence: Int,
    for input: MarkdownInput
  ) throws(BinaryReader.Malformed) -> Swift.Result<RenderedMarkdown, Excess> {
    var reader = BinaryReader(bytes, from: start)
    guard try reader.number() == sequence else { throw BinaryReader.Malformed() }
    let status = try reader.number()
    guard status == 0 else {
      guard let excess = Excess(rawValue: UInt8(clamping: status - 1)) else {
        throw BinaryReader.Malformed()
      }
      return .failure(excess)
    }
    var document = try MarkdownDocument(from: &reader, path: input.file.path)
    guard reader.offset <= end else { throw BinaryReader.Malformed() }
    let html = Array(bytes[reader.offset..<end])
    guard document.links.allSatisfy({ Int($0.slot) <= html.count }) else {
      throw BinaryReader.Malformed()
    }
    if let place = input.place { document.move(to: place) }
    return .success(RenderedMarkdown(document: document, html: html))
  }
}

extension MarkdownDocument {
  /// Puts every range at the place of the snippet that this was.
  fileprivate mutating func move(to place: SourceRange) {
    for index in headings.indices { headings[index].range = place }
    for index in links.indices { links[index].range = place }
    for index in diagnostics.indices { diagnostics[index].range = place }
  }
}

extension MarkdownLimits {
  /// The part of the limits that a worker keeps to.
  func frame(into output: inout [UInt8]) {
    var writer = BinaryWriter()
    for number in [
      inputBytes, nodes, outputBytes, processorMicroseconds, treeBytes, addressSpaceBytes,
    ] { writer.write(number) }
    appendFrame([writer.bytes], to: &output)
  }

  init(payload: [UInt8]) throws(BinaryReader.Malformed) {
    var reader = BinaryReader(payload)
    inputBytes = try reader.number()
    nodes = try reader.number()
    outputBytes = try reader.number()
    processorMicroseconds = try reader.number()
    treeBytes = try reader.number()
    addressSpaceBytes = try reader.number()
  }
}

/// Appends a frame whose payload is given in parts.
func appendFrame(_ parts: [[UInt8]], to output: inout [UInt8]) {
  let length = parts.reduce(0) { $0 + $1.count }
  for shift in [0, 8, 16, 24] { output.append(UInt8(truncatingIfNeeded: length >> shift)) }
  for part in parts { output.append(contentsOf: part) }
}

/// The payload's length of the frame that begins at `offset`; `nil` while fewer than four bytes of
/// it have come.
func frameLength(_ bytes: [UInt8], at offset: Int) -> Int? {
  guard bytes.count - offset >= 4 else { return nil }
  var length = 0
  for index in 0..<4 { length |= Int(bytes[offset + index]) << (8 * index) }
  return length
}

/// A file about to be started: which one, and when.
struct WorkerNote {
  static let size = 16
  var sequence: Int
  var nanoseconds: UInt64

  var bytes: [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(Self.size)
    for number in [UInt64(clamping: sequence), nanoseconds] {
      for shift in stride(from: UInt64(0), to: 64, by: 8) {
        result.append(UInt8(truncatingIfNeeded: number >> shift))
      }
    }
    return result
  }

  init(sequence: Int, nanoseconds: UInt64) {
    self.sequence = sequence
    self.nanoseconds = nanoseconds
  }

  /// The last whole note; `nil` when there is none.
  init?(lastOf bytes: [UInt8]) {
    let whole = bytes.count / Self.size * Self.size
    guard whole > 0 else { return nil }
    var numbers: [UInt64] = [0, 0]
    for index in 0..<Self.size {
      let byte = UInt64(bytes[whole - Self.size + index])
      numbers[index / 8] |= byte << UInt64(8 * (index % 8))
    }
    self.init(sequence: Int(clamping: numbers[0]), nanoseconds: numbers[1])
  }
}
