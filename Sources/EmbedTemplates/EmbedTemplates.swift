// EmbedTemplates: a build tool, not a part of the product.
//
// Comes in:  the path of the file to write, the templates folder, paths of templates below it.
// Goes out:  one Swift file with the bytes of every template, so that the binary needs no folder.
// Refuses:   what a template means. Any file goes in, and comes out byte for byte.

import Glibc

/// `EmbedTemplates OUTPUT FOLDER PATH…`
@main
struct EmbedTemplates {
  static func main() {
    let arguments = CommandLine.arguments
    guard arguments.count >= 3 else { stop("usage: EmbedTemplates OUTPUT FOLDER PATH…") }
    var code = GeneratedCode()
    for path in arguments.dropFirst(3).sorted() {
      code.add(path, bytes(of: "\(arguments[2])/\(path)"))
    }
    write(code.finish(), to: arguments[1])
  }

  private static func bytes(of path: String) -> [UInt8] {
    guard let file = fopen(path, "rb") else { stop("cannot open \(path)") }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&chunk, 1, chunk.count, file)
      if count == 0 { break }
      bytes.append(contentsOf: chunk[..<count])
    }
    if ferror(file) != 0 { stop("cannot read \(path)") }
    return bytes
  }

  /// A file that would not change keeps its time, so that nothing is compiled again: the tool itself is
  /// linked anew more often than templates change.
  private static func write(_ text: String, to path: String) {
    let bytes = Array(text.utf8)
    if access(path, F_OK) == 0, self.bytes(of: path) == bytes { return }
    guard let file = fopen(path, "wb") else { stop("cannot write \(path)") }
    let count = fwrite(bytes, 1, bytes.count, file)
    if fclose(file) != 0 || count != bytes.count { stop("cannot write \(path)") }
  }

  private static func stop(_ message: String) -> Never {
    let line = Array("EmbedTemplates: \(message)\n".utf8)
    _ = Glibc.write(2, line, line.count)
    exit(1)
  }
}
