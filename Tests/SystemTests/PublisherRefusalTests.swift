import Foundation
import Glibc
import SourceText
import System
import TestSupport
import Testing

@Suite struct PublisherRefusalTests {
  private func publisher(_ folder: String, force: Bool = false) -> Publisher {
    var publisher = Publisher(
      destination: "\(folder)/public", workspace: "\(folder)/.throughline")
    publisher.isDurable = false
    publisher.force = force
    return publisher
  }

  /// The error's text with the temporary folder taken out.
  private func refusal(_ folder: String, _ body: () throws -> Void) -> String? {
    do {
      try body()
      return nil
    } catch {
      return "\(error)".replacingOccurrences(of: folder, with: "~")
    }
  }

  @Test func `a folder of somebody else is refused and left as it is`() throws {
    try withTemporaryFolder { folder in
      try write("thesis", to: "\(folder)/public/thesis.doc")
      let message = refusal(folder) { _ = try publisher(folder).publish(plan(["a": "1"])) }
      #expect(
        message == "~/public holds files of somebody else (\"thesis.doc\") and no readable"
          + " manifest of an earlier build; use an empty folder, or --force to publish among them")
      #expect(try contents(of: "\(folder)/public") == ["thesis.doc": "thesis"])
      _ = try publisher(folder, force: true).publish(plan(["a": "1"]))
      #expect(try contents(of: "\(folder)/public") == ["thesis.doc": "thesis", "a": "1"])
      _ = try publisher(folder).publish(plan(["b": "1"]))
      #expect(try contents(of: "\(folder)/public") == ["thesis.doc": "thesis", "b": "1"])
    }
  }

  @Test func `a damaged or forged manifest is none`() throws {
    try withTemporaryFolder { folder in
      _ = try publisher(folder).publish(plan(["a": "1"]))
      let path = "\(folder)/public/.throughline-manifest"
      let text = try String(contentsOfFile: path, encoding: .utf8)
      try write(text.replacingOccurrences(of: "\na\t", with: "\n../outside\t"), to: path)
      #expect(throws: PublishError.self) { try publisher(folder).publish(plan([:])) }
      #expect(try publisher(folder).clean() == [])
      #expect(try contents(of: "\(folder)/public") == ["a": "1"])
    }
  }

  @Test(arguments: [
    "x\ny", "x\t\(String(repeating: "0", count: 32))\t1", ".throughline-manifest", "a/.git/hooks/x",
    "../x", "",
  ])
  func `a plan with a path that no manifest may list is refused`(path: String) throws {
    try withTemporaryFolder { folder in
      let entry = OutputEntry(path: path, fingerprint: Fingerprint(of: [])) { _ in }
      let plan = OutputPlan([entry])
      #expect(refusal(folder) { _ = try publisher(folder, force: true).publish(plan) } != nil)
      #expect(!FileManager.default.fileExists(atPath: "\(folder)/public"))
    }
  }

  @Test func `a folder for working files that is a link is neither written nor cleared`() throws {
    try withTemporaryFolder { folder in
      try write("", to: "\(folder)/elsewhere/lock")
      try write("mine", to: "\(folder)/elsewhere/a")
      symlink("elsewhere", "\(folder)/.throughline")
      let place = "\(folder)/.throughline"
      #expect(refusal(folder) { _ = try publisher(folder).publish(plan(["a": "1"])) } != nil)
      #expect(refusal(folder) { _ = try CacheFolder.open(place) } != nil)
      CacheFolder.remove(place)
      let left = try contents(of: "\(folder)/elsewhere")
      #expect(left == ["lock": "", "a": "mine"])
    }
  }

  @Test(arguments: [".git", ".git/hooks", "link/pages"])
  func `nothing is published in a repository's own folder`(place: String) throws {
    try withTemporaryFolder { folder in
      mkdir("\(folder)/.git", 0o755)
      symlink(".git", "\(folder)/link")
      let publisher = Publisher(
        destination: "\(folder)/\(place)", workspace: "\(folder)/.throughline")
      let files = plan(["pre-commit": "1"])
      #expect(refusal(folder) { _ = try publisher.publish(files) } != nil)
      let left = try contents(of: "\(folder)/.git")
      #expect(left.isEmpty)
    }
  }

  @Test func `a manifest with paths that lead out is none, even with the right check`() throws {
    try withTemporaryFolder { folder in
      try write("mine", to: "\(folder)/victim")
      for path in ["../victim", ".git/config", "/etc/x"] {
        let zeros = String(repeating: "0", count: 32)
        let body = "\(path)\t\(zeros)\t\(zeros)\t4\t\n"
        let check = Fingerprint(of: Array(body.utf8)).description
        try write(
          "throughline-manifest 1\nbuild \(check)\n\(body)",
          to: "\(folder)/public/.throughline-manifest")
        #expect(try publisher(folder).clean() == [])
        #expect(throws: PublishError.self) { try publisher(folder).publish(plan([:])) }
      }
      #expect(try String(contentsOfFile: "\(folder)/victim", encoding: .utf8) == "mine")
    }
  }

  @Test func `links in the output folder are never written through`() throws {
    try withTemporaryFolder { folder in
      mkdir("\(folder)/outside", 0o755)
      mkdir("\(folder)/public", 0o755)
      symlink("../outside", "\(folder)/public/assets")
      let assets = plan(["assets/site.css": "x"])
      let message = refusal(folder) { _ = try publisher(folder, force: true).publish(assets) }
      #expect(
        message == "~/public/assets is not from an earlier build and stands where a folder of pages"
          + " belongs; move it away")
      _ = try publisher(folder, force: true).publish(plan(["index.html": "x"]))
      #expect(
        try contents(of: "\(folder)/public") == ["assets": "-> ../outside", "index.html": "x"])
      #expect(try contents(of: "\(folder)/outside").isEmpty)
    }
  }

  @Test func `a folder of pages that has become a link is not written or removed through`() throws {
    try withTemporaryFolder { folder in
      _ = try publisher(folder).publish(plan(["assets/a": "1"]))
      try FileManager.default.moveItem(
        atPath: "\(folder)/public/assets", toPath: "\(folder)/outside")
      symlink("../outside", "\(folder)/public/assets")
      #expect(throws: PublishError.self) { try publisher(folder).publish(plan(["assets/a": "2"])) }
      _ = try publisher(folder).clean()
      #expect(try contents(of: "\(folder)/outside") == ["a": "1"])
    }
  }

  @Test func `a file of the user where a page belongs is kept, or replaced by force`() throws {
    try withTemporaryFolder { folder in
      _ = try publisher(folder).publish(plan(["a": "1"]))
      try write("mine", to: "\(folder)/public/b")
      #expect(throws: PublishError.self) {
        try publisher(folder).publish(plan(["a": "1", "b": "2"]))
      }
      #expect(try contents(of: "\(folder)/public") == ["a": "1", "b": "mine"])
      _ = try publisher(folder, force: true).publish(plan(["a": "1", "b": "2"]))
      #expect(try contents(of: "\(folder)/public") == ["a": "1", "b": "2"])
    }
  }

  @Test func `a destination that is a link or a file is refused`() throws {
    try withTemporaryFolder { folder in
      mkdir("\(folder)/elsewhere", 0o755)
      symlink("elsewhere", "\(folder)/public")
      #expect(
        refusal(folder) { _ = try publisher(folder).publish(plan(["a": "1"])) }
          == "~/public is a symbolic link; give the folder it points at as the destination")
      unlink("\(folder)/public")
      try write("", to: "\(folder)/public")
      #expect(
        refusal(folder) { _ = try publisher(folder).publish(plan(["a": "1"])) }
          == "~/public is not a folder")
    }
  }

  @Test func `a second build at the same time is told so`() throws {
    try withTemporaryFolder { folder in
      let outer = publisher(folder)
      let entry = OutputEntry(path: "a", fingerprint: Fingerprint(of: [])) { _ in
        _ = try outer.publish(OutputPlan([]))
      }
      let message = refusal(folder) { _ = try outer.publish(OutputPlan([entry])) }
      #expect(
        message == "cannot render a: another build is publishing to ~/public"
          + " (process \(getpid())); wait for it to finish")
    }
  }
}
