import SourceText
import System

/// Answers requests with the files of a folder.
///
/// The folder is opened anew for each request: publishing puts another one in its place, and a
/// descriptor kept would go on showing the old build.
struct Responder: Sendable {
  let folder: String
  let limits: ServerLimits

  /// The answer; pages in it carry the reload script for `build`, which the folder holds.
  func answer(to request: Request, build: String) -> Answer {
    do throws(Refusal) {
      try request.check(limits)
      return try file(for: request, build: build)
    } catch {
      return refusal(error, build: build)
    }
  }

  private func file(for request: Request, build: String) throws(Refusal) -> Answer {
    let path = try RequestPath(request.target)
    switch path.candidates.file {
    case ReloadScript.path:
      return Answer(
        status: 200, type: MediaType.script, body: .bytes(Array(ReloadScript.source.utf8)))
    case ReloadScript.eventsPath:
      try request.checkOrigin()
      return Answer(status: 200, type: MediaType.events, body: .events(build: request.build))
    default:
      // Between opening the folder and reading, a build may have taken it away: then the next
      // look finds its successor.
      if let answer = try found(path, build: build) { return answer }
      if let answer = try found(path, build: build) { return answer }
      throw .notFound
    }
  }

  private func found(_ path: RequestPath, build: String) throws(Refusal) -> Answer? {
    guard let tree = try? ProjectTree(root: folder) else { throw .notBuilt }
    let (file, folderPage) = path.candidates
    if let stamp = tree.stamp(of: file) {
      guard stamp.size <= limits.fileBytes else { throw .fileTooLarge }
      return content(of: file, in: tree, status: 200, build: build)
    }
    // As most hosts do: an address without the ending is that of the page.
    if !file.hasSuffix("/"), !file.hasSuffix(".html"), tree.stamp(of: file + ".html") != nil {
      return content(of: file + ".html", in: tree, status: 200, build: build)
    }
    guard let folderPage, tree.stamp(of: folderPage) != nil, let path = path.path else {
      return nil
    }
    return redirect(to: path)
  }

  private func content(
    of path: String, in tree: ProjectTree, status: Int, build: String
  ) -> Answer? {
    guard case .success(let file) = tree.read(path, limit: limits.fileBytes) else { return nil }
    let type = MediaType.type(of: path)
    let isPage = type == MediaType.page
    let bytes = isPage ? ReloadScript.added(to: file.bytes, build: build) : file.bytes
    return Answer(status: status, type: type, body: .bytes(bytes))
  }

  private func redirect(to path: CleanPath) -> Answer {
    var location = ByteBuffer()
    for component in path.components {
      location.append(byte: 0x2F)
      location.append(urlSegment: String(component))
    }
    location.append(byte: 0x2F)
    return Answer(
      status: 307, type: MediaType.page, body: .bytes([]),
      headers: [("Location", location.text)])
  }

  private func refusal(_ refusal: Refusal, build: String) -> Answer {
    if refusal == .notFound, let tree = try? ProjectTree(root: folder),
      let page = content(of: "404.html", in: tree, status: 404, build: build)
    {
      return page
    }
    var answer = Answer(
      status: refusal.rawValue, type: MediaType.page,
      body: .bytes(ReloadScript.added(to: plainPage(refusal), build: build)))
    if refusal.endsConnection { answer.headers.append(("Connection", "close")) }
    if refusal == .methodNotAllowed { answer.headers.append(("Allow", "GET, HEAD")) }
    return answer
  }

  private func plainPage(_ refusal: Refusal) -> [UInt8] {
    Array(
      """
      <!DOCTYPE html>
      <html lang="en"><head><meta charset="utf-8"><title>\(refusal.title)</title></head>
      <body><h1>\(refusal.title)</h1><p>\(refusal.sentence)</p></body></html>

      """.utf8)
  }
}
