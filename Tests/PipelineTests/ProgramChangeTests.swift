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
    Case(
      path: "a.py", old: "x = f\"{a}\" # one\n", new: "x = f\"{a}\" # two\n",
      kinds: [.comments]),
    Case(
      path: "a.rs", old: "fn f<'a>(x: &'a str) -> &'a str { x }\n",
      new: "// Gives it back.\nfn f<'a>(x: &'a str) -> &'a str { x }\n", kinds: [.comments]),
    Case(
      path: "a.go", old: "import (\n  \"a\"\n  \"b\"\n)\nf(`\\`)\n",
      new: "import (\n  \"a\"\n)\nf(`\\`)\n", kinds: [.imports]),
    Case(
      path: "a.swift", old: "func f(of a: Int) async -> Int { g(a) }\n",
      new: "func f(of a: Int64) async -> [Int] { g(a) }\n", kinds: [.types]),
    Case(path: "a.swift", old: "f(\n1)\n", new: "f(\n  1)\n", kinds: [.comments]),
    Case(path: "a.swift", old: "x = a+b\r\n", new: "x = a + b\r\n", kinds: [.comments]),
    Case(
      path: "a.swift", old: "let x: Int? = f()\n", new: "let x: [Int]? = f()\n", kinds: [.types]),
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
    ("a.js", "use(a)\n", "use(b)\n"),
    ("a.js", "import(\"a\").then(f)\n", "import(\"b\").then(g)\n"),
    ("a.cs", "using (a) { f(); }\n", "using (b) { f(); }\n"),
    ("a.swift", "func f() { g(a, limit: b) }\n", "func f() { g(a, limit: c) }\n"),
    ("a.swift", "x = Foo.init(a, limit: b)\n", "x = Foo.init(a, limit: c)\n"),
    ("a.py", "def f(a=x[1:y]):\n  pass\n", "def f(a=x[1:z]):\n  pass\n"),
    ("a.py", "def f(a=lambda b, c: d):\n  pass\n", "def f(a=lambda b, c: e):\n  pass\n"),
    ("a.py", "def __init__(self):\n  pass\n", "def _init(self):\n  pass\n"),
    ("a.py", "def test_x():\n  pass\n", "def x_test():\n  pass\n"),
    ("a.py", "def f(x):\n  return f\"{x}\"\n", "def f(y):\n  return f\"{x}\"\n"),
    ("a.py", "f(f\"{d[\"#\"]}\" + a)\n", "f(f\"{d[\"#\"]}\" + b)\n"),
    ("a.swift", "f(\"\\(d[\"//\"])\" + a)\n", "f(\"\\(d[\"//\"])\" + b)\n"),
    ("a.js", "return /[/*]/\nf() /* */\n", "return /[/*]/\ng() /* */\n"),
    ("a.c", "// a \\\nf();\n", "// a \\\ng();\n"),
    ("a.cs", "f(@\"\\\"); // \"\n", "f(@\"\\\"); g(); // \"\n"),
    ("a.py", "# fine\n", "# fine\rprint(1)\n"), ("a.swift", "// a\n", "// a\u{2028}f()\n"),
    ("a.tsx", "hello\n", "hello // {steal()}\n"), ("a.java", "// a\n", "// \\u000a evil();\n"),
    ("a.swift", "return /* a */ x\n", "return /* a\n*/ x\n"),
    (
      "a.go", "// int f() { return 1; }\nimport \"C\"\n", "// int f() { return 2; }\nimport \"C\"\n"
    ),
    ("a.py", "# fileencoding=utf8\nx\n", "# fileencoding=latin1\nx\n"),
    ("Package.swift", "// swift-tools-version: 6.2\n", "// swift-tools-version: 5.0\n"),
    ("a.swift", "case let x: return a\n", "case let x: return b\n"),
    ("a.swift", "case let x: granted = x\n", "case let x: denied = x\n"),
    ("a.go", "switch (r) {\ncase admin:\n}\n", "switch (r) {\ncase user:\n}\n"),
    ("a.swift", "switch r {\ncase true: f()\n}\n", "switch r {\ncase false: f()\n}\n"),
    ("a.swift", "x = a++ + b\n", "x = a + ++b\n"), ("a.swift", "x! = y\n", "x != y\n"),
    ("a.swift", "x = a +/* */+ b\n", "x = a ++ b\n"),
    ("a.py", "\"\"\"Usage: a\"\"\"\nrun(__doc__)\n", "\"\"\"Usage: b\"\"\"\nrun(__doc__)\n"),
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
