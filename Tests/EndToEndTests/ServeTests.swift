import Foundation
import TestSupport
import Testing

/// The preview of a project that is being written.
@Suite struct `Serving a project` {
  @Test func `the settings are read again, and bad ones leave the last site`() throws {
    try withTemporaryFolder { folder in
      let settings = "\(folder)/content/site.yaml"
      let home = "\(folder)/.throughline/preview/index.html"
      try write("title: Before\n", to: settings)
      try write("# Start\n", to: "\(folder)/content/_index.md")
      let messages = "\(folder)/.run/messages"
      try write("-", to: messages)
      let tool = try BuiltTool.start(
        ["serve", "--port", "0"], in: folder, messages: messages)
      defer { tool.terminate() }
      #expect(becomes("serving", in: messages))
      #expect(becomes("Before", in: home))
      try write("titel: Nothing\n", to: settings)
      #expect(becomes("config-unknown-key", in: messages))
      #expect(becomes("Before", in: home))
      try write("title: After\n", to: settings)
      #expect(becomes("After", in: home))
    }
  }

  /// Whether a file holds a text within twenty seconds; mostly it does within one.
  private func becomes(_ text: String, in path: String) -> Bool {
    for _ in 0..<400 {
      if let content = try? String(contentsOfFile: path, encoding: .utf8), content.contains(text) {
        return true
      }
      usleep(50_000)
    }
    return false
  }
}
