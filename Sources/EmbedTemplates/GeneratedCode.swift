/// The Swift file that holds the templates.
///
/// Bytes stand in string literals, because the compiler takes those as they are, while an array of
/// numbers is type-checked one by one. A file that is not UTF-8 is written with one code point a
/// byte and taken apart again at run time.
struct GeneratedCode {
  private var text = """
    // Written by EmbedTemplates from site-templates/; edit those files.

    enum EmbeddedTemplates {
      /// Every file of site-templates/: its path below the folder, and its bytes; sorted by path.
      static let files: [(path: String, contents: [UInt8])] = {
        var files: [(path: String, contents: [UInt8])] = []

    """

  mutating func add(_ path: String, _ bytes: [UInt8]) {
    let decoded = String(validating: bytes, as: UTF8.self)
    let function = decoded == nil ? "bytes" : "utf8"
    text += "    files.append((\(literal(path)), \(function)("
    text += decoded.map(literal) ?? literal(latin1(bytes))
    text += ")))\n"
  }

  func finish() -> String {
    text + """
          return files
        }()

        private static func utf8(_ text: StaticString) -> [UInt8] {
          Array(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
        }

        private static func bytes(_ text: String) -> [UInt8] {
          text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
        }
      }

      """
  }

  private func latin1(_ bytes: [UInt8]) -> String {
    var scalars = String.UnicodeScalarView()
    for byte in bytes { scalars.append(Unicode.Scalar(byte)) }
    return String(scalars)
  }

  private func literal(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += "\\\\"
      case "\"": result += "\\\""
      case "\n": result += "\\n"
      case "\u{20}"..."\u{7E}": result.unicodeScalars.append(scalar)
      default: result += "\\u{\(String(scalar.value, radix: 16))}"
      }
    }
    return result + "\""
  }
}
