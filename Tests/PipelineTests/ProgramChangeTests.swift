import Pipeline
import Testing

@Suite struct `What a change does to a program` {
  struct Case: Sendable, CustomTestStringConvertible {
    let path: String
    let old: String
    let new: String
    let kinds: [ProgramChange]
    var testDescription: String { new }
  }

  @Test(arguments: [
    Case(path: "a.py", old: "x = 1\n", new: "x = 1\n", kinds: []),
    Case(path: "a.py", old: "x = 1\n", new: "# why\nx = 1\n", kinds: [.comments]),
    Case(path: "a.py", old: "import os\nx = 1\n", new: "x = 1\n", kinds: [.imports]),
    Case(
      path: "a.py", old: "from a import (b,\n c)\nx = 1\n", new: "from a import b\nx = 1\n",
      kinds: [.imports]),
    Case(
      path: "a.py", old: "def hold(a):\n  return a\n", new: "def hold(seat):\n  return seat\n",
      kinds: [.rename]),
    Case(
      path: "a.py", old: "def hold(a: int) -> int:\n  return a\n",
      new: "def hold(a: Seat) -> list[int]:\n  return a\n", kinds: [.types]),
    Case(
      path: "a.py", old: "def hold(a):\n  \"\"\"Holds.\"\"\"\n  return a\n",
      new: "def hold(a):\n  \"\"\"Holds a seat.\"\"\"\n  return a\n", kinds: [.comments]),
    Case(
      path: "a.swift", old: "import A\nlet x: Int = 1 // one\nprint(x)\n",
      new: "import B\nlet y: Int64 = 1\nprint(y)\n",
      kinds: [.comments, .imports, .rename, .types]),
    Case(path: "a.swift", old: "f(\n1)\n", new: "f(\n  1)\n", kinds: [.comments]),
  ])
  func `what keeps behaviour is told`(_ row: Case) {
    let found = ProgramChange.kinds(at: row.path, from: row.old, to: row.new)
    #expect(found == row.kinds)
  }

  @Test(arguments: [
    ("a.py", "timeout = 5\n", "timeout = 50\n"),
    ("a.py", "f(\"a\")\n", "f(\"b\")\n"),
    ("a.py", "x.append(1)\n", "x.remove(1)\n"),
    ("a.py", "def f(a, b):\n  return a\n", "def f(b, a):\n  return a\n"),
    ("a.py", "if a:\n  b()\n  c()\n", "if a:\n  b()\nc()\n"),
    ("a.py", "import os\n", "import os; os.remove(x)\n"),
    ("a.py", "f = \"\"\"a\"\"\"\n", "f = \"\"\"b\"\"\"\n"),
    ("a.py", "f({\"k\":\n\"\"\"a\"\"\"})\n", "f({\"k\":\n\"\"\"b\"\"\"})\n"),
    ("a.py", "def f(a: int):\n  pass\n", "def f(a: int = run()):\n  pass\n"),
    ("a.py", "def f(a: int):\n  pass\n", "def f(a: run()):\n  pass\n"),
    ("a.py", "d = {a: b}\n", "d = {a: c}\n"),
    ("a.swift", "let a = 1\nlet b = 2\nf(a)\n", "let a = 1\nlet b = 2\nf(b)\n"),
    ("a.swift", "let a = 1\nlet b = 2\nf(a, b)\n", "let c = 1\nlet c = 2\nf(c, c)\n"),
    ("a.swift", "x = a ? b : c\n", "x = a ? b : d\n"),
    ("a.swift", "var x: Int { run() }\n", "var x: Int { stop() }\n"),
    ("a.js", "x = /\\/*/\nf()\n", "x = /\\/*/\ng()\n"),
    ("a.swift", "f() // a\n", "// f() a\n"),
    ("a.go", "//go:build linux\nf()\n", "//go:build darwin\nf()\n"),
    ("a.swift", "return\nf()\n", "return f()\n"),
    ("a.rs", "f(r\"\\\", 1)\n//\"\n", "f(r\"\\\", 2)\n//\"\n"),
    ("a.unknown", "x\n", "# x\n"),
  ])
  func `in doubt behaviour is altered`(_ path: String, _ old: String, _ new: String) {
    let found = ProgramChange.kinds(at: path, from: old, to: new)
    let isBehaviour = found.contains { if case .behaviour = $0 { true } else { false } }
    #expect(isBehaviour, "\(found)")
  }

  @Test func `a new file is new behaviour`() {
    #expect(
      ProgramChange.kinds(at: "a.py", from: nil, to: "# x\n") == [.behaviour("the file is new")])
  }
}
