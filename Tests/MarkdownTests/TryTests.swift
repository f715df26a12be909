import Foundation
import Markdown
import SourceText
import TestSupport
import Testing
import System

func cpu(_ who: __rusage_who_t) -> Double {
  var r = rusage(); getrusage(who, &r)
  return Double(r.ru_utime.tv_sec + r.ru_stime.tv_sec) + Double(r.ru_utime.tv_usec + r.ru_stime.tv_usec) / 1e6
}
@Suite(.serialized) struct Try {
  @Test func `hostile`() throws {
    for name in try Inputs.files(below: Inputs.hostile! + "/markdown") {
      let bytes = try Inputs.bytes("markdown/" + name, in: Inputs.hostile)
      let t = MonotonicClock.nanoseconds
      let r = try pool().render([MarkdownInput(SourceFile(path: name, bytes: bytes))])
      print(name, bytes.count, (MonotonicClock.nanoseconds - t) / 1_000_000, "ms html", r[0].html.count, r[0].document.diagnostics.first?.summary ?? "")
    }
  }
  @Test func `bench`() throws {
    let n = 10000
    let sample = try String(contentsOfFile: "/tmp/try.md", encoding: .utf8)
    func page(_ i: Int) -> MarkdownInput {
      MarkdownInput(SourceFile(path: "p\(i).md", text: "# Page \(i)\n\n" + sample + "\n\nword\(i) " + String(repeating: "lorem ipsum dolor [x](y\(i).md) sit amet. ", count: 30)))
    }
    for _ in 0..<2 {
      var t = MonotonicClock.nanoseconds; var c = cpu(0); var total = 0, inb = 0
      for i in 0..<n { let p = page(i); inb += p.file.bytes.count; total += MarkdownRenderer.renderUnprotected(p).html.count }
      print("in-process", (MonotonicClock.nanoseconds - t) / 1_000_000, "ms wall, cpu", cpu(0) - c, total, inb)
      for w in [1, 2] {
        t = MonotonicClock.nanoseconds; c = cpu(0); let k = cpu(-1); total = 0
        try pool(workers: w).render(count: n, load: page, deliver: { total += $1.html.count })
        print("pooled", w, (MonotonicClock.nanoseconds - t) / 1_000_000, "ms wall, cpu self", cpu(0) - c, "children", cpu(-1) - k, total)
      }
    }
    t0()
  }
  func t0() { let s = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""; print(s.split(separator: "\n").filter { $0.hasPrefix("Vm") }) }
}
