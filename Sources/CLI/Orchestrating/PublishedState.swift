import Activities
import Orchestration
import Reports
import SourceText
import System
import Workflows

/// What a publication is made of and what it leaves, by bytes.
struct PublishedState: Codable, Hashable {
  /// Covers what is read, and by what: nothing of it may change while it is published.
  var inputs: String
  /// Covers every other file that a build may look into, the artifacts, and what was published.
  var rest: String

  private static let artifacts = "generated"
  private static let sizeLimit = 256 << 20

  /// Looks at a project as it is.
  ///
  /// - Throws: a failure when the project cannot be opened, or nobody waits any more.
  init(of request: PublishInput, at place: PublishPlace, _ watch: Watch) throws {
    let project = try Self.open(place)
    let files = InputFiles(project)
    var (read, other) = (Fingerprinter(), Fingerprinter())
    // Pages show days of changes, which commits tell.
    for text in [Version.text, files.commit, request.manifold ?? "", request.option ?? ""] {
      read.combine(text)
    }
    read.combine(request.manifold == nil ? "site" : "artifacts and site")
    for input in InputListing(project, files).inputs where !Self.isMade(input.file, request) {
      try watch.check()
      if Self.isRead(input, in: project) {
        Self.add(input.file, of: project, to: &read)
      } else {
        Self.add(input.file, of: project, to: &other)
      }
    }
    inputs = read.finish().description
    Self.addMade(at: place, to: &other)
    rest = other.finish().description
  }

  /// Settings and templates have no reader of their own.
  private static func isRead(_ input: InputListing.Input, in project: Project) -> Bool {
    input.reader != nil || input.file.path == Configuration.path
      || input.file.path.hasPrefix(project.configuration.templates + "/")
  }

  /// What is too large for any reader counts by its size.
  private static func add(
    _ file: TreeFile, of project: Project, to hasher: inout Fingerprinter
  ) {
    hasher.combine(file.path)
    let bytes = try? project.tree.read(file.path, limit: sizeLimit).get().bytes
    hasher.combine(bytes ?? Array("\(file.size)".utf8))
  }

  /// Artifacts are made by the publication itself when it has a manifold; otherwise they are given.
  private static func isMade(_ file: TreeFile, _ request: PublishInput) -> Bool {
    request.manifold != nil && file.path.hasPrefix("\(artifacts)/")
  }

  private static func addMade(at place: PublishPlace, to hasher: inout Fingerprinter) {
    add(FolderExchange(path: "\(place.source)/\(place.destination)"), to: &hasher)
    add(FolderExchange(path: "\(place.source)/\(artifacts)"), to: &hasher)
  }

  private static func add(_ folder: FolderExchange, to hasher: inout Fingerprinter) {
    for content in (try? folder.contents(leavingOut: GeneratedFolder.caches)) ?? [] {
      hasher.combine(content.path)
      hasher.combine(folder.bytes(of: content.path) ?? [])
    }
  }

  private static func open(_ place: PublishPlace) throws -> Project {
    do {
      let words = ["build"] + place.flags
      return try Project.open(try CommandLineParser.parse(words, environment: [:]))
    } catch {
      throw Failure.application(
        "the project cannot be read: \(words(error))", type: "BadProject", nonRetryable: true)
    }
  }

  private static func words(_ error: any Error) -> String {
    switch error {
    case SetupFault.cannotOpen(let reason): reason
    case SetupFault.configuration(let findings, _):
      findings.all.first.map { "\($0.diagnostic.range): \($0.diagnostic.summary)" }
        ?? Configuration.path
    case SetupFault.usage(let fault), let fault as UsageFault: fault.message
    default: "\(error)"
    }
  }
}

/// What was published last, beside the cache: a file for each place that a site goes to.
struct PublicationRecord {
  private let folder: RecordFolder
  private let name: String

  init(_ place: PublishPlace) throws {
    let path = "\(place.source)/\(BuildCache.folderName)"
    if CacheFolder.isLink(path) {
      throw Failure.application("\(path) is a link", type: "BadPath", nonRetryable: true)
    }
    folder = try RecordFolder(path)
    name = "published-\(Fingerprint(of: place.destination).description).json"
  }

  /// `nil` when nothing was, or nobody can say.
  var state: PublishedState? {
    folder.read(name, limit: 4_096).flatMap { bytes in
      try? Payload(json: bytes).decoded(as: PublishedState.self)
    }
  }

  /// A reader sees the old one or the new one, also after a power cut.
  func keep(_ state: PublishedState) throws { try folder.replace(name, try Payload(state).data) }
}
