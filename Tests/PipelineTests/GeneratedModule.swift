import Ingest
import Pipeline
import SourceText
import TestSupport
import TraceModel

/// A module whose documents somebody writes in at odd places while drafts go over them.
struct GeneratedModule {
  var module: ModuleCase
  private(set) var random: Seeded
  /// Numbers the lines that are written by hand, so that each is known again.
  private var notes = 0
  private let ids: [String]
  private let ending: String

  static let computed: Set<String> = ["Counts", "Not begun", "Unplanned", "Programs", "Left open"]

  init(seed: UInt64, hasPhases: Bool) {
    random = Seeded(seed)
    ending = random.one(of: ["\n", "\n", "\r\n", "\r"])
    module = ModuleCase([:])
    var ids: [String] = []
    var requirements = "# Requirements\n"
    var scenarios = "# Scenarios\n"
    for number in 1...2 + random.below(3) {
      requirements += "### REQ-PAY-\(number): Need \(number)\nIt MUST hold.\n"
      ids.append("REQ-PAY-\(number)")
    }
    let count = 2 + random.below(4)
    for number in 1...count {
      if hasPhases, number == 1 || number == 3 {
        scenarios += "## Phase \(number / 2 + 1) (PHASE-PAY-\(number / 2 + 1))\n"
      }
      scenarios +=
        "### SCEN-PAY-0\(number): Case \(number)\n- **WHEN** x (REQ-PAY-\(number % 2 + 1))\n"
      scenarios += "- **THEN** y\n"
      ids.append("SCEN-PAY-0\(number)")
    }
    self.ids = ids
    module.texts = [
      .intentDesign: "# Pay\n", .intentRequirements: requirements, .intentScenarios: scenarios,
    ]
    begin()
    change()
  }

  /// Documents that people have begun themselves; others are still to be made.
  private mutating func begin() {
    let texts: [ModuleDocumentKind: [String]] = [
      .tasks: [
        "# Tasks", "## Phase 1 (PHASE-PAY-1)", "### TASK-PAY-01: T", "- [ ] 1.1 A \(ids[0])",
      ],
      .actualDesign: ["# Built", "## Programs", "- `old.py`: REQ-PAY-1", "## More", "- a"],
      .actualRequirements: ["# Built", "### \(ids[1]): Need", "- **Code:** `x.py:1`", "- b"],
      .actualScenarios: [
        "# Built", "### SCEN-PAY-01: Case [PARTIAL]", "- **Computed:** partial: x", "text",
        "- **Tests:** none", "### SCEN-PAY-02: Case [CHANGED]", "text",
      ],
      .intentVsActual: [
        "# Gaps", "### \(ids[0]): Need", "- **Kind:** missing", "", "## Counts", "| a |",
      ],
    ]
    for (kind, lines) in texts.sorted(by: { $0.key.rawValue < $1.key.rawValue })
    where random.isOnce(in: 2) {
      let isClosed = random.isOnce(in: 2)
      module.texts[kind] =
        (random.isOnce(in: 6) ? "\u{FEFF}" : "") + lines.joined(separator: ending)
        + (isClosed ? ending : "")
    }
  }

  /// Programs and tests are other ones.
  mutating func change() {
    var program = ""
    for id in ids where random.isOnce(in: 3) { program += "# \(id)\nx = 1\n" }
    if random.isOnce(in: 3) { program += "# TODO(PHASE-PAY-2)\ny = 2\n" }
    if random.isOnce(in: 4) { program += "# REQ-PAY-77\nz = 3\n" }
    module.programs = ["modules/pay/src/a.py": program]
    module.tests = ids.filter { _ in random.isOnce(in: 2) }.map { id in
      ModuleCase.test(
        "works `\(id)` [\(id)]", random.one(of: ["", "", "<failure/>", "<skipped/>", "<error/>"]))
    }.joined()
  }

  // MARK: a person

  /// Somebody writes lines anywhere, never as a part of what is computed.
  mutating func write(in kind: ModuleDocumentKind) {
    guard let text = module.texts[kind] else { return }
    for _ in 0...random.below(4) {
      module.texts[kind] = written(module.texts[kind] ?? text, kind)
    }
  }

  private mutating func written(_ text: String, _ kind: ModuleDocumentKind) -> String {
    let file = SourceFile(path: DocumentCase.path(kind), text: text)
    let starts =
      [file.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0]
      + file.bytes.indices.filter { $0 + 1 == file.bytes.count || file.bytes[$0 + 1] != 0x0A }
      .filter { file.bytes[$0] == 0x0A || file.bytes[$0] == 0x0D }.map { $0 + 1 }
    let place = random.one(of: starts)
    let around = Ingest.outline(file, code: "PAY").sections.last { $0.start < place }
    let isComputed = around.map { Self.computed.contains($0.heading.text) } ?? false
    notes += 1
    let note = "note \(notes)."
    var forms = [
      "\(note)", "> \(note)", "* \(note)", "  \(note)", "1. \(note)", "#### \(note)", "## \(note)",
      "<!-- \(note) -->", "```\n\(note)\n```", "~~~ \(note)", "**\(note)**", "", "\n\n\(note)\n",
    ]
    if !isComputed {
      forms += ["- \(note)", "| \(note) |", "- **Reason:** \(note)", "- [ ] \(note)"]
    }
    // A file that mixes a lone CR with LF may join the two to one end of line.
    let ending = ["CRLF": "\r\n", "CR": "\r"][Self.endings(text).first ?? ""] ?? "\n"
    let line = random.one(of: forms).replacing("\n", with: ending)
    var bytes = file.bytes
    bytes.insert(contentsOf: Array((line + ending).utf8), at: place)
    return String(decoding: bytes, as: UTF8.self)
  }

  // MARK: laws

  /// Lines that were written by hand, without what ends them, in their order.
  static func notes(_ text: String?) -> [String] {
    (text ?? "").unicodeScalars.split { $0 == "\n" || $0 == "\r" }.map { String($0) }
      .filter { $0.contains("note ") }
  }

  /// `LF`, `CRLF` and `CR` as they occur.
  static func endings(_ text: String?) -> Set<String> {
    var (last, found) = (UInt8(0), Set<String>())
    for byte in Array((text ?? "").utf8) + [0] {
      if byte == 0x0A { found.insert(last == 0x0D ? "CRLF" : "LF") }
      if last == 0x0D, byte != 0x0A { found.insert("CR") }
      last = byte
    }
    return found
  }
}
