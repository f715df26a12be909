import System

/// `clean`: removes what builds have written, by the manifest, and the cache.
enum CleanCommand {
  static let run: Tool.Command = { (invocation, console) throws(SetupFault) in
    let project = try Project.open(invocation)
    let destination = try BuildRequest.destination(of: project)
    console.complain("clean: waits for the publisher, to remove what lies in \(destination)")
    return .failure
  }
}
