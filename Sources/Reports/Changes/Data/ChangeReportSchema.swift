public import Analysis
import SourceText
import TraceModel

extension ChangeReport {
  /// The JSON Schema (draft 2020-12) of `report.json`; it stands in the guide as a file as well.
  ///
  /// `ChangeReport.read` insists on more than a schema can say: counts that add up, and a verdict
  /// and a headline that follow from the findings.
  public static var schema: String {
    """
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "$id": "urn:throughline:report:\(schemaVersion)",
      "title": "Throughline: report on a change",
      "description": "What a change does to the constraints of a project, compared with the merge base.",
      "type": "object",
      "additionalProperties": false,
      "required": ["schema", "verdict", "headline", "base", "head", "findings", "budget", "constraints", "remarks"],
      "properties": {
        "schema": { "const": \(schemaVersion), "description": "Raised when a member changes its meaning, comes or goes." },
        "verdict": { "enum": ["passed", "failed"], "description": "Failed when a finding is an error, or the head has no constraint." },
        "headline": { "$ref": "#/$defs/sentence" },
        "base": { "$ref": "#/$defs/side", "description": "The merge base." },
        "head": { "$ref": "#/$defs/side", "description": "What is proposed." },
        "findings": { "type": "array", "maxItems": \(ChangeReportLimits.items), "items": { "$ref": "#/$defs/finding" } },
        "budget": { "type": "array", "maxItems": \(ChangeReportLimits.lines), "items": { "$ref": "#/$defs/budgetLine" } },
        "constraints": {
          "type": "array", "maxItems": \(ChangeReportLimits.items), "items": { "$ref": "#/$defs/constraint" },
          "description": "Every constraint of the head, whether or not the change touches it."
        },
        "remarks": {
          "type": "array", "maxItems": \(ChangeReportLimits.lines), "items": { "$ref": "#/$defs/sentence" },
          "description": "Why the comparison says less than it could."
        }
      },
      "$defs": {
        "count": { "type": "integer", "minimum": 0, "maximum": \(ChangeReportLimits.count) },
        "name": { "type": "string", "maxLength": \(ChangeReportLimits.name) },
        "sentence": { "type": "string", "maxLength": \(ChangeReportLimits.sentence) },
        "text": { "type": "string", "maxLength": \(ChangeReportLimits.text) },
        "path": {
          "type": "string", "maxLength": \(ChangeReportLimits.name),
          "description": "Relative to the project, with / between names and no name that is ..; empty for none.",
          "pattern": "^(?!/)(?!(.*/)?[.][.](/|$))[^\\\\u0000-\\\\u001f\\\\u007f]*$"
        },
        "side": {
          "type": "object",
          "additionalProperties": false,
          "required": ["commit", "constraints", "nodes", "links", "gaps", "acceptedGaps"],
          "properties": {
            "commit": { "type": "string", "pattern": "^([0-9a-f]{40}|[0-9a-f]{64})$" },
            "constraints": {
              "type": "object",
              "additionalProperties": false,
              "required": ["satisfied", "partial", "declared", "gap", "failing", "total"],
              "properties": {
                "satisfied": { "$ref": "#/$defs/count" },
                "partial": { "$ref": "#/$defs/count" },
                "declared": { "$ref": "#/$defs/count" },
                "gap": { "$ref": "#/$defs/count" },
                "failing": { "$ref": "#/$defs/count" },
                "total": { "$ref": "#/$defs/count", "description": "The sum of the others: the denominator." }
              }
            },
            "nodes": { "$ref": "#/$defs/count" },
            "links": { "$ref": "#/$defs/count" },
            "gaps": { "$ref": "#/$defs/count", "description": "Without those that are accepted." },
            "acceptedGaps": { "$ref": "#/$defs/count" }
          }
        },
        "finding": {
          "type": "object",
          "additionalProperties": false,
          "required": ["kind", "rule", "severity", "subject", "summary", "fingerprint"],
          "properties": {
            "kind": { "enum": [\(Self.words(ChangeFinding.Kind.allCases.map(\.rawValue)))] },
            "rule": { "type": "string", "pattern": "^[A-Za-z0-9-]{1,100}$" },
            "severity": { "enum": [\(Self.words(Severity.allCases.map(\.rawValue)))] },
            "subject": { "$ref": "#/$defs/place" },
            "other": { "$ref": "#/$defs/place", "description": "The changed end of a suspect link, the former self of what was renamed." },
            "summary": { "$ref": "#/$defs/sentence" },
            "before": { "$ref": "#/$defs/text" },
            "after": { "$ref": "#/$defs/text" },
            "fingerprint": {
              "type": "string", "pattern": "^[0-9a-f]{64}$",
              "description": "SHA-256 of rule, subject, other and what tells them apart, without any line."
            },
            "because": {
              "type": "string", "pattern": "^[0-9a-f]{64}$",
              "description": "Fingerprint of the finding that this one follows from, with which people are told it."
            }
          }
        },
        "place": {
          "type": "object",
          "additionalProperties": false,
          "required": ["kind", "scope", "id", "title", "at"],
          "properties": {
            "kind": { "enum": [\(Self.words(NodeKind.allCases.map(\.rawValue)))] },
            "root": { "$ref": "#/$defs/name", "description": "The folder that the scope belongs to; missing for the project's own." },
            "scope": { "$ref": "#/$defs/name", "description": "The manifold or module; empty for the whole project." },
            "id": { "$ref": "#/$defs/name" },
            "title": { "$ref": "#/$defs/sentence" },
            "at": { "$ref": "#/$defs/range" },
            "gone": { "type": "boolean", "description": "It stands in the base, and is gone at the head." },
            "page": { "$ref": "#/$defs/path", "description": "Its page, below the address of the project's site." }
          }
        },
        "range": {
          "type": "object",
          "additionalProperties": false,
          "required": ["path"],
          "dependentRequired": { "line": ["column", "start", "end"], "column": ["line"], "start": ["line"], "end": ["line"] },
          "description": "Lines and columns from 1, columns in code points; start and end are offsets in bytes. Without a line, the whole file.",
          "properties": {
            "path": { "$ref": "#/$defs/path" },
            "line": { "type": "integer", "minimum": 1, "maximum": \(ChangeReportLimits.count) },
            "column": { "$ref": "#/$defs/count" },
            "start": { "$ref": "#/$defs/count" },
            "end": { "$ref": "#/$defs/count" }
          }
        },
        "budgetLine": {
          "type": "object",
          "additionalProperties": false,
          "required": ["subject", "before", "after", "allowed", "exceeded", "at"],
          "properties": {
            "subject": { "$ref": "#/$defs/sentence" },
            "before": { "$ref": "#/$defs/count" },
            "after": { "$ref": "#/$defs/count" },
            "allowed": { "$ref": "#/$defs/count" },
            "exceeded": { "type": "boolean", "description": "After is more than allowed." },
            "at": { "$ref": "#/$defs/range" }
          }
        },
        "constraint": {
          "type": "object",
          "additionalProperties": false,
          "required": ["place", "verdict"],
          "properties": {
            "place": { "$ref": "#/$defs/place" },
            "type": { "enum": [\(Self.words(ConstraintType.allCases.map(\.rawValue)))] },
            "verdict": { "enum": [\(Self.words(Verdict.allCases.map(\.word)))] },
            "lack": { "$ref": "#/$defs/sentence" },
            "accepted": { "type": "boolean" }
          }
        }
      }
    }

    """
  }

  private static func words(_ words: [String]) -> String {
    words.map { "\"\($0)\"" }.joined(separator: ", ")
  }
}
