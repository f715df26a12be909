import SourceText
import Templates

/// The lines before a generated file that say where it comes from.
struct ArtifactHeader {
  private let source: String
  private let option: String?
  private let hash: String

  init(_ request: GenerationRequest) {
    source = plainComment(fileName(request.subject.file))
    option = request.option.map { plainComment($0.id) }
    hash = request.hash
  }

  /// The header of a file that covers these ids; empty where the notation has no comments.
  ///
  /// `prompt` is the fingerprint of what an agent was told, when it has written the file.
  func text(for path: String, covering ids: [String], prompt: String? = nil) -> String {
    let name = fileName(path)
    let origin = option.map { "\(source), option \($0)" } ?? source
    let coverage = ids.isEmpty ? "none" : plainComment(ids.joined(separator: ", "))
    let author = prompt.map { ["Written by: an agent, to the prompt \($0)"] } ?? []
    let lines =
      [
        "\(name)", "Generated from: \(origin)", "Input hash: \(hash)",
        "Constraint coverage: \(coverage)",
      ] + author
    switch name.split(separator: ".").last.map(String.init) {
    case "py", "toml", "yaml", "yml", "sh", "cfg", "ini", "txt":
      return lines.map { "# \($0)\n" }.joined()
    case "md":
      return "<!--\n" + lines.map { withoutDoubleDash($0) + "\n" }.joined() + "-->\n\n"
    default: return ""
    }
  }

  /// A file of an agent without its header; the whole file when it has none.
  static func body(of bytes: [UInt8]) -> [UInt8] {
    var rest = bytes[...]
    for _ in 0..<5 {
      guard rest.first == UInt8(ascii: "#"), let end = rest.firstIndex(of: 0x0A) else {
        return bytes
      }
      rest = rest[(end + 1)...]
    }
    return Array(rest)
  }

  /// Two dashes would end the comment.
  private func withoutDoubleDash(_ text: String) -> String {
    var result: [UInt8] = []
    for byte in text.utf8 {
      if byte == 0x2D, result.last == 0x2D { result.append(0x20) }
      result.append(byte)
    }
    return String(decoding: result, as: UTF8.self)
  }
}

/// Where the text behind front matter begins: the header stands there, not before it. 0 without any.
func frontMatter(of bytes: [UInt8]) -> Int {
  let fence = Array("---\n".utf8)
  guard bytes.starts(with: fence) else { return 0 }
  var line = fence.count
  while line < bytes.count {
    let end = bytes[line...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
    if bytes[line..<end].elementsEqual(fence) { return end }
    line = end
  }
  return 0
}
