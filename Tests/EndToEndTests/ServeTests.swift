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

  @Test func `runs show while they wait, and when they have ended`() async throws {
    try await withFolder { root in
      let workers = Workers(folder: root)
      let preview = "\(root)/project/.throughline/preview"
      try write("# Start\n", to: "\(root)/project/content/_index.md")
      let tool = try BuiltTool.start(
        ["serve", "--port", "0", "--source", "project"], in: root, messages: "\(root)/served")
      defer { tool.terminate() }
      let says = { (text: String) in
        try String(contentsOfFile: "\(root)/served", encoding: .utf8).contains(text)
      }
      #expect(try await becomesTrue { try says("serving") })
      try workers.workflow("start", "Publish", "--id", "live-1")
      #expect(try await becomesTrue { pages(of: preview, hold: ["live-1", "Running"]) })
      #expect(!pages(of: preview, hold: ["live-1", "Completed"]))
      let worker = try workers.start()
      defer { worker.terminate() }
      #expect(
        try await becomesTrue { pages(of: preview, hold: ["live-1", "Completed"]) },
        "\(workers.said)")
      try write("no database", to: "\(root)/project/.throughline/engine.db")
      #expect(try await becomesTrue { try says("runs are not shown") })
      #expect(tool.isRunning)
      // What was recorded is one thing, what a database holds another.
      let built = try BuiltTool.run(["build", "--source", "project", "--no-cache"], in: root)
      #expect(built.status == 0, "\(built.errors)")
      #expect(!pages(of: "\(root)/project/public", hold: ["live-1"]))
      tool.terminate()
      #expect(try await becomesTrue { !tool.isRunning })
    }
  }

  /// Whether one page holds all texts.
  private func pages(of folder: String, hold texts: [String]) -> Bool {
    let files = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return files.filter { $0.hasSuffix(".html") }.contains { file in
      guard let page = try? String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8) else {
        return false
      }
      return texts.allSatisfy(page.contains)
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
