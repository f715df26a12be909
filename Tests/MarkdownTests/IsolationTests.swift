import Foundation
import Markdown
import SourceText
import TestSupport
import Testing

/// Workers that misbehave are scripts; the real one is the built tool.
@Suite(.serialized) struct IsolationTests {
  private func inputs(_ count: Int) -> [MarkdownInput] {
    (0..<count).map { MarkdownInput(SourceFile(path: "\($0).md", text: page($0))) }
  }

  private func page(_ number: Int) -> String {
    """
    # Page \(number)

    Some **text** with [a link](p\(number + 1).md), ~~gone~~, https://a.b/\(number) and [[B\(number)]].

    | a | b |
    |---|--:|
    | \(number) | `x` |

    - [x] done[^1]

    [^1]: note \(number)

    ```swift
    let n = \(number)
    ```
    """ + String(repeating: "\n\nword\(number % 7)", count: number % 50)
  }

  /// A worker that is a shell script.
  private func fake(
    _ script: String, wall: Int = 200, start: Int = 400
  ) -> MarkdownRenderer {
    var limits = MarkdownLimits()
    limits.wallMilliseconds = wall
    limits.startMilliseconds = start
    return MarkdownRenderer(workerCommand: ["/bin/sh", "-c", script], workers: 1, limits: limits)
  }

  /// Shell text that announces the file with this sequence number.
  private func announcing(_ sequence: Int) -> String {
    "printf '\\00\(sequence)" + String(repeating: "\\000", count: 15) + "' >&3"
  }

  private func faults(_ results: [RenderedMarkdown]) -> [String] {
    results.map { $0.document.diagnostics.first { $0.rule == .markdownTooComplex }?.summary ?? "" }
  }

  @Test(arguments: [1, 2, 3])
  func `pooled results are the serial ones, byte for byte`(workers: Int) throws {
    let inputs = inputs(300)
    let pooled = try pool(workers: workers).render(inputs)
    #expect(pooled.count == inputs.count)
    for (input, result) in zip(inputs, pooled) {
      let serial = MarkdownRenderer.renderUnprotected(input)
      #expect(result.html == serial.html)
      #expect(result.document.links == serial.document.links)
      #expect(result.document.headings == serial.document.headings)
      #expect(result.document.terms == serial.document.terms)
      #expect(result.document.excerpt == serial.document.excerpt)
      #expect(result.document.diagnostics == serial.document.diagnostics)
    }
  }

  @Test func `nothing to render starts nothing`() throws {
    #expect(try MarkdownRenderer(workerCommand: ["/no/such"]).render([]).isEmpty)
  }

  @Test func `snippets and pages share a pool`() throws {
    let place = SourceRange(path: "m.yaml", span: Span(1, 2), line: 9, column: 4)
    let results = try pool().render(
      [MarkdownInput(snippet: "see **[[B1]]**", at: place)] + inputs(1))
    #expect(results[0].document.links.map(\.range) == [place])
    #expect(results[1].document.links.first?.range.path == "0.md")
  }

  @Test func `a page larger than a pipe goes through`() throws {
    // A pipe holds 64 KiB. Unoptimised, ten times as much costs most of a second.
    let text = String(repeating: "paragraph with some words\n\n", count: 8_000)
    // Time is not the subject, and a machine with other work to do takes more of it.
    var limits = MarkdownLimits()
    limits.wallMilliseconds = 20_000
    let result = try pool(limits: limits).render([
      MarkdownInput(SourceFile(path: "a.md", text: text))
    ])
    #expect(faults(result) == [""])
    #expect(result[0].html.count > text.utf8.count)
  }

  @Test func `a busy machine has time for a text that needs all of its processor time`() {
    let limits = MarkdownLimits()
    #expect(limits.wallMilliseconds >= 5 * limits.processorMicroseconds / 1_000)
    #expect(limits.processorMicroseconds <= 1_000_000)
  }

  @Test func `a file over the size limit is refused without a worker`() throws {
    let bytes = [UInt8](repeating: 0x61, count: (1 << 20) + 1)
    let results = try MarkdownRenderer(workerCommand: ["/bin/false"]).render(
      [MarkdownInput(SourceFile(path: "a.md", bytes: bytes))])
    #expect(faults(results) == ["the file is longer than 1048576 bytes and is not rendered"])
  }

  @Test func `limits on nodes and output reach the worker`() throws {
    var limits = MarkdownLimits()
    limits.nodes = 5
    #expect(
      faults(try pool(limits: limits).render(inputs(1)))
        == ["the file has more than 5 elements and is not rendered"])
    limits = MarkdownLimits()
    limits.outputBytes = 10
    #expect(
      faults(try pool(limits: limits).render(inputs(1)))
        == ["the file expands to too much HTML and is not rendered"])
  }

  @Test func `one file that needs too much costs only itself`() throws {
    var inputs = inputs(60)
    let bomb = String(repeating: "|-\nt>|-\n", count: 6_000)
    inputs[20] = MarkdownInput(SourceFile(path: "bomb.md", text: bomb))
    let results = try pool().render(inputs)
    let found = faults(results)
    #expect(found[20].hasPrefix("the file needs more"))
    #expect(results[20].html.isEmpty)
    #expect(results[20].document.diagnostics.map(\.range.path) == ["bomb.md"])
    #expect(found.enumerated().allSatisfy { $0 == 20 || $1.isEmpty })
    #expect(results.enumerated().allSatisfy { $0 == 20 || !$1.html.isEmpty })
  }

  @Test func `a worker that cannot be started is an error`() {
    #expect(throws: MarkdownPoolError.self) {
      try MarkdownRenderer(workerCommand: ["/no/such/worker"]).render(inputs(1))
    }
  }

  @Test(arguments: [
    "exit 0", "exit 3", "kill -9 $$", "sleep 30", "printf garbage-of-some-length; sleep 30",
    "exec 1>&-; sleep 30",
  ])
  func `workers that fail before the first file end the attempt`(script: String) {
    #expect(throws: MarkdownPoolError.self) { try fake(script).render(inputs(3)) }
  }

  @Test(arguments: [
    ("sleep 30", "takes longer than 200 ms"),
    ("kill -9 $$", "makes the Markdown parser crash"),
    ("exit 0", "makes the Markdown parser crash"),
    ("exit 77", "needs more memory than 96 MiB to parse"),
    ("kill -PROF $$", "needs more than 1000 ms of processor time"),
    ("printf garbage-of-some-length; sleep 30", "makes the Markdown parser answer nonsense"),
    (
      "printf '\\002\\000\\000\\000\\007\\000'; sleep 30",
      "makes the Markdown parser answer nonsense"
    ),
    (
      "printf '\\002\\000\\000\\000\\000\\000'; sleep 30",
      "makes the Markdown parser answer nonsense"
    ),
  ])
  func `a worker that fails in a file is blamed on that file`(script: String, reason: String) throws
  {
    let results = try fake("\(announcing(0)); \(script)").render(inputs(2))
    #expect(faults(results) == Array(repeating: "the file \(reason) and is not rendered", count: 2))
  }

  @Test func `the other files of a failed worker are tried again in a new one`() throws {
    try withTemporaryFolder { folder in
      let script = """
        if [ -e \(folder)/failed ]; then exec \(tool) \(MarkdownWorker.verb); fi
        touch \(folder)/failed
        \(announcing(1))
        exit 3
        """
      let results = try fake(script, wall: 5_000, start: 10_000).render(inputs(40))
      let found = faults(results)
      #expect(found[1] == "the file makes the Markdown parser crash and is not rendered")
      #expect(found.filter { !$0.isEmpty }.count == 1)
    }
  }

  @Test func `a worker that is told nonsense ends`() throws {
    let outcome = try shell(
      "printf '\\001\\000\\000\\000\\377' | \(tool) \(MarkdownWorker.verb) 3>/dev/null")
    #expect(outcome == 65)
  }

  private func shell(_ script: String) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", script]
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }
}
