import Analysis
import SourceText

/// What one side of a comparison says, and what stood in the way of reading it.
struct ReadRevision {
  var snapshot = TraceSnapshot()
  /// Errors of readers, and of the linker where they are no gap.
  var errors: [Diagnostic] = []
  /// From which the budget is read.
  var policies: [SourceFile] = []
  /// What people have looked at.
  var reviews: [SourceFile] = []
  /// The day by which accepted gaps were judged; `nil` where no day matters.
  var day: String?
  /// Address of the published site; `nil` where the project has none.
  var siteURL: String?
  /// Files of results that are reports of this program, and count for nothing.
  var ownReports: [String] = []
  /// Some test or coverage is recorded.
  var hasResults = false
  /// Where the pages are written that the site shows.
  var contentFolder = ""

  func encoded() -> [UInt8] {
    var writer = BinaryWriter()
    writer.write(day)
    writer.write(siteURL)
    writer.write(errors) { $0.write($1) }
    writer.write(contentFolder)
    writer.write(ownReports) { $0.write($1) }
    writer.write(hasResults)
    for files in [policies, reviews] {
      writer.write(files) { writer, file in
        writer.write(file.path)
        writer.write(file.bytes)
      }
    }
    snapshot.encode(into: &writer)
    return writer.bytes
  }

  /// Nothing was read.
  init() {}

  /// Reads what `encoded` wrote; `nil` for anything else.
  init?(_ bytes: [UInt8]) {
    var reader = BinaryReader(bytes)
    do throws(BinaryReader.Malformed) {
      day = try reader.optionalText()
      siteURL = try reader.optionalText()
      errors = try reader.array { (reader) throws(BinaryReader.Malformed) in
        try reader.finding()
      }
      contentFolder = try reader.text()
      ownReports = try reader.array { (reader) throws(BinaryReader.Malformed) in
        try reader.text()
      }
      hasResults = try reader.flag()
      policies = try Self.files(from: &reader)
      reviews = try Self.files(from: &reader)
      snapshot = try TraceSnapshot(from: &reader)
    } catch {
      return nil
    }
  }

  private static func files(
    from reader: inout BinaryReader
  ) throws(BinaryReader.Malformed) -> [SourceFile] {
    try reader.array { (reader) throws(BinaryReader.Malformed) in
      SourceFile(path: try reader.text(), bytes: try reader.content())
    }
  }
}
