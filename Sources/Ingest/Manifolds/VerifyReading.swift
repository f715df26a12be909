import Notation
import SourceText
import TraceModel

/// Verification files: at least fourteen layouts of the same few statements.
///
/// The reader looks for the statements wherever a layout puts them. What states nothing that can be
/// recomputed is kept as a property of the manifold.
extension ManifoldReading {
  mutating func readVerifyFile(_ entries: [Node.Entry]) {
    for entry in entries {
      switch entry.key {
      case "feature": readFeature(entry.value)
      case "schema_version", "$schema", "phase": break
      case "verification": readVerification(entry.value)
      default: readVerifyEntry(entry)
      }
    }
  }

  mutating func readVerification(_ node: Node) {
    for entry in entries(node, as: "verification") { readVerifyEntry(entry) }
  }

  private mutating func readVerifyEntry(_ entry: Node.Entry) {
    let node = entry.value
    switch entry.key {
    case "result", "verdict": readResult(node, key: entry.key)
    case "matrix", "constraint_matrix": readMatrix(node)
    case "constraints": readMatrix(node)
    case "coverage", "coverage_summary": readCoverage(node, key: entry.key)
    case "gaps": readGaps(node)
    case "required_truths", "required_truth_status", "required_truth_verification":
      readTruthStatuses(node, key: entry.key)
    case "artifacts": readVerifiedArtifacts(node)
    case "convergence":
      if let status = node["status"] {
        claim(.whole(.convergence), status, as: "convergence")
      }
      document.addAttribute(attribute("verification convergence", node))
    case "feature": readFeature(node)
    case "file_hashes":
      let count = entries(node, as: entry.key).count
      document.addAttribute(
        Attribute("file_hashes", Prose("\(count) files", at: range(node))))
    default:
      if entry.key == "timestamp" || entry.key.hasSuffix("_at") {
        checkDate(node, key: entry.key)
      }
      document.addAttribute(attribute("verification \(entry.key)", node))
    }
  }

  /// One word, or a mapping that holds it as `status`.
  private mutating func readResult(_ node: Node, key: String) {
    if case .mapping(let entries) = node.value {
      for entry in entries {
        if entry.key == "status" {
          claim(.whole(.result), entry.value, as: "result")
        } else {
          document.addAttribute(attribute("result \(entry.key)", entry.value))
        }
      }
    } else {
      claim(.whole(.result), node, as: key)
    }
  }

  // MARK: matrix

  /// A list of rows; or a mapping of categories to lists of rows, or to ids mapped to rows.
  private mutating func readMatrix(_ node: Node) {
    switch node.value {
    case .sequence(let rows): for row in rows { readRow(row, id: nil) }
    case .mapping(let groups):
      for group in groups {
        switch group.value.value {
        case .sequence(let rows): for row in rows { readRow(row, id: nil) }
        case .mapping(let rows):
          let isRow = rows.contains { Self.cellRoles[$0.key] != nil || $0.key == "status" }
          if isRow {
            readRow(group.value, id: group)
          } else {
            for row in rows { readRow(row.value, id: row) }
          }
        case .scalar: document.addAttribute(attribute("matrix \(group.key)", group.value))
        }
      }
    case .scalar: wrongType(node, what: "the matrix", expected: "a list or a mapping")
    }
  }

  private static let cellRoles: [String: ArtifactRole] = [
    "code": .code, "test": .test, "tests": .test, "docs": .docs, "doc": .docs, "ops": .ops,
    "code_coverage": .code, "test_coverage": .test, "doc_coverage": .docs,
    "docs_coverage": .docs, "ops_coverage": .ops,
  ]

  private mutating func readRow(_ row: Node, id key: Node.Entry?) {
    guard case .mapping(let cells) = row.value else {
      return wrongType(row, what: "a row of the matrix", expected: "a mapping")
    }
    guard let id = rowID(row, key) else {
      return wrongType(row, what: "a row of the matrix", expected: "a \"constraint\" or \"id\"")
    }
    for cell in cells {
      if let role = Self.cellRoles[cell.key] {
        let declared = Prose(Self.cellText(cell.value), at: range(cell.value))
        document.claims.append(StatedClaim(.cell(id, role), declared: declared))
      } else if cell.key == "status" {
        claim(.status(id), cell.value, as: "status of \(id.text)")
      } else if ["note", "notes", "evidence", "gap", "action"].contains(cell.key) {
        document.addAttribute(attribute("\(id.text) \(cell.key)", cell.value))
      }
    }
  }

  private func rowID(_ row: Node, _ key: Node.Entry?) -> Prose? {
    if let key { return Prose(key.key, at: lines.range(key.keySpan)) }
    guard let node = row["constraint"] ?? row["id"], let id = node.scalarText
    else { return nil }
    return Prose(id, at: range(node))
  }

  /// A cell as written; a list of files claims `true` when it holds one.
  private static func cellText(_ node: Node) -> String {
    switch node.value {
    case .scalar(let scalar): scalar.isNull ? "null" : scalar.text
    case .sequence(let files): files.isEmpty ? "false" : "true"
    case .mapping: "true"
    }
  }

  // MARK: truths, artifacts

  /// A list of `{id, status}`, ids mapped to such rows, or only totals.
  private mutating func readTruthStatuses(_ node: Node, key: String) {
    switch node.value {
    case .sequence(let rows):
      for row in rows {
        if let id = rowID(row, nil), let status = row["status"] {
          claim(.status(id), status, as: "status of \(id.text)")
        }
      }
    case .mapping(let entries):
      for entry in entries {
        if let status = entry.value["status"] {
          let id = Prose(entry.key, at: lines.range(entry.keySpan))
          claim(.status(id), status, as: "status of \(entry.key)")
        } else if entry.key == "details" {
          readTruthStatuses(entry.value, key: key)
        } else if entry.key == "total" {
          claim(.whole(.truthsTotal), entry.value, as: "total of \(key)")
        } else {
          document.addAttribute(attribute("\(key) \(entry.key)", entry.value))
        }
      }
    case .scalar: document.addAttribute(attribute(key, node))
    }
  }

  private mutating func readVerifiedArtifacts(_ node: Node) {
    guard case .mapping(let entries) = node.value else { return readArtifacts(node) }
    for entry in entries {
      switch entry.key {
      case "details": readArtifacts(entry.value)
      case "total": claim(.whole(.artifactsTotal), entry.value, as: "total of artifacts")
      default: document.addAttribute(attribute("artifacts \(entry.key)", entry.value))
      }
    }
  }
}
