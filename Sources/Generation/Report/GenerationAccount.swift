import SourceText

/// What a generation has come to, for programs.
public struct GenerationAccount {
  private let project: GeneratedProject
  private let request: GenerationRequest
  private let output: String
  private let changes: [(path: String, change: String)]

  /// - Parameters:
  ///   - project: what was generated.
  ///   - request: of what.
  ///   - output: the folder, as the user will see it.
  ///   - changes: of each file `new`, `changed`, `edited`, `same` or `removed`.
  public init(
    _ project: GeneratedProject, for request: GenerationRequest, output: String,
    _ changes: [(path: String, change: String)]
  ) {
    self.project = project
    self.request = request
    self.output = output
    self.changes = changes
  }

  /// One object, with a line end.
  public var json: [UInt8] {
    var json = JSONWriter(indentation: 1)
    json.object { json in
      json.member("schema", 1)
      json.member("manifold", request.subject.id)
      json.member("option", request.option?.id)
      json.member("output", output)
      json.member("artifacts", project.artifacts.count)
      json.member("covered", project.coverage.ids(.full))
      json.member("not_covered", notCovered)
      json.array("files") { json in
        for (path, change) in changes {
          json.object { json in
            json.member("path", path)
            json.member("change", change)
          }
        }
      }
    }
    return json.buffer.bytes + [0x0A]
  }

  /// Partial never counts as covered.
  private var notCovered: [String] {
    project.coverage.constraints.filter { $0.level != .full }.map(\.id)
  }
}
