import Ingest
import SourceText
import Testing
import TraceModel

@Suite struct `Coverage of several reports` {
  static let paths = ["modules/pay/src/a.py", "modules/pay/src/b.py", "modules/pay/other/b.py"]

  /// Files of the project that do not count.
  static let others = ["modules/else/src/c.py", "modules/pay/tests/test_a.py", "reports/src/a.py"]

  /// `SF:` and lines `number: hits`.
  static func lcov(_ file: String, _ lines: [(Int, Int)]) -> String {
    "SF:\(file)\n" + lines.map { "DA:\($0.0),\($0.1)\n" }.joined() + "end_of_record\n"
  }

  static func cobertura(_ file: String, _ lines: [(Int, Int)]) -> String {
    let lines = lines.map { "<line number=\"\($0.0)\" hits=\"\($0.1)\"/>" }.joined()
    return """
      <?xml version="1.0" ?><coverage line-rate="0.5" lines-valid="2"><sources><source>/w</source>
      </sources><packages><package name="p"><classes><class name="c" filename="\(file)"><lines>
      \(lines)</lines></class></classes></package></packages></coverage>
      """
  }

  struct Row: Sendable, CustomTestStringConvertible {
    let id: String
    let reports: [String]
    /// `hit of total`; `nil` when no report speaks of any file.
    let expected: String?
    var testDescription: String { id }

    init(_ id: String, _ reports: [String], _ expected: String?) {
      (self.id, self.reports, self.expected) = (id, reports, expected)
    }
  }

  static let a = "modules/pay/src/a.py"

  static let rows: [Row] = [
    Row("none", [], nil),
    Row("one", [lcov(a, [(1, 1), (2, 0), (3, 7)])], "2 of 3"),
    Row(
      "a line runs in either", [lcov(a, [(1, 1), (2, 0)]), lcov(a, [(1, 0), (2, 4)])], "2 of 2"),
    Row("a line runs in neither", [lcov(a, [(1, 0)]), lcov(a, [(1, 0)])], "0 of 1"),
    Row("a line that one alone knows", [lcov(a, [(1, 1)]), lcov(a, [(2, 0), (3, 1)])], "2 of 3"),
    Row(
      "two forms", [lcov(a, [(1, 1), (2, 0)]), cobertura(a, [(1, 0), (2, 3), (3, 0)])], "2 of 3"),
    Row(
      "absolute, relative, with a point",
      [
        lcov("/home/x/modules/pay/src/a.py", [(1, 1), (2, 0), (3, 0), (4, 0)]),
        cobertura("pay/src/a.py", [(1, 0), (2, 1), (3, 0), (4, 0)]),
        lcov("./\(a)", [(1, 0), (2, 0), (3, 1), (4, 0)]),
      ],
      "3 of 4"),
    Row("an end that two files have", [cobertura("a.py", [(4, 0), (5, 1)])], nil),
    Row(
      "the same file twice in one report",
      [lcov("./\(a)", [(1, 1)]) + lcov("/w/\(a)", [(1, 0), (2, 0)])], "1 of 2"),
    Row(
      "seen from the report", [lcov("src/a.py", [(1, 1)]), lcov(a, [(1, 0), (2, 0)])], "0 of 2"),
    Row("tests of the module", [lcov("modules/pay/tests/test_a.py", [(1, 1)])], nil),
    Row("lines behind the last", [lcov(a, [(20, 1), (21, 1), (9000, 1)])], "1 of 1"),
    Row("other files", [lcov("modules/else/src/c.py", [(1, 1)])], nil),
    Row("other files beside", [lcov("c.py", [(1, 1)]) + lcov(a, [(1, 0)])], "0 of 1"),
    Row("a name that only ends alike", [lcov("xa.py", [(1, 1)])], nil),
    Row("a folder that only ends alike", [lcov("/w/xmodules/pay/src/a.py", [(1, 1)])], nil),
    Row("a name that two files have", [lcov("b.py", [(1, 1)])], nil),
    Row("enough of a name", [lcov("other/b.py", [(1, 1), (2, 0)])], "1 of 2"),
    Row("stated without lines", ["SF:\(a)\nLF:10\nLH:4\nend_of_record\n"], "4 of 10"),
    Row("stated that none ran", ["SF:\(a)\nLF:10\nLH:0\nend_of_record\n"], "0 of 10"),
    Row(
      "stated twice: the larger share",
      ["SF:\(a)\nLF:10\nLH:4\nend_of_record\n", "SF:./\(a)\nLF:10\nLH:6\nend_of_record\n"],
      "6 of 10"),
    Row(
      "lines say more than figures",
      ["SF:\(a)\nLF:10\nLH:9\nend_of_record\n", lcov(a, [(1, 1), (2, 0)])], "1 of 2"),
    Row("a record of nothing", ["SF:\(a)\nend_of_record\n"], "0 of 0"),
    Row("no report of coverage", ["<testsuites><testsuite name=\"a\"/></testsuites>"], nil),
  ]

  @Test(arguments: rows)
  func `counts each line of a file once`(_ row: Row) {
    for reports in [row.reports, row.reports.reversed()] {
      let files = reports.enumerated().map { number, text in
        SourceFile(path: "reports/\(number)" + (text.hasPrefix("<") ? ".xml" : ".info"), text: text)
      }
      let facts = CoverageReports(files, among: Self.paths + Self.others)
        .merged(over: Self.paths, lines: { $0 == Self.a ? 20 : nil })
      #expect(facts.map { "\($0.hit) of \($0.total)" } == row.expected)
    }
  }
}
