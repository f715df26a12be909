import Foundation
import Glibc
import SourceText
import TestSupport
import Testing

@testable import System

/// New bytes for a few files of a site, and the others carried over.
@Suite struct RevisionTests {
  private static let files: [String: String] = ["a/b/c": "1", "a/d": "2", "e": "3", "f/g": "4"]

  private func site(_ folder: String) -> Publisher {
    var made = Publisher(destination: "\(folder)/public", workspace: "\(folder)/.throughline")
    made.isDurable = false
    return made
  }

  @Test func `gives what publishing the whole plan gives, time and again`() throws {
    try withTemporaryFolder { folder in
      let publisher = site(folder)
      var files = Self.files
      var build = try publisher.publish(plan(files)).buildID
      for (round, path) in ["a/d", "e", "a/b/c", "e", "a/d", "f/g"].enumerated() {
        files[path] = "new \(round)"
        let changed = [path: "new \(round)"]
        let outcome = try #require(try publisher.revise(plan(changed), of: build))
        #expect(outcome.changed == [path] && outcome.unchanged == 3 && outcome.rendered == 1)
        #expect(try contents(of: publisher.destination) == files)
        build = outcome.buildID
        // Nothing is left for a whole plan to do, and its manifest is the same.
        let whole = try publisher.publish(plan(files))
        #expect(whole.isUnchanged && whole.rendered == 0 && whole.buildID == build)
        #expect(publisher.isUntouched())
      }
      files["new"] = "page"
      files["a/d"] = nil
      build = try publisher.publish(plan(files)).buildID
      #expect(try publisher.revise(plan(["e": "last"]), of: build) != nil)
      #expect(try contents(of: publisher.destination) == files.merging(["e": "last"]) { $1 })
      #expect(try publisher.clean().count == files.count)
    }
  }

  @Test func `writes nothing when the bytes are the same`() throws {
    try withTemporaryFolder { folder in
      let publisher = site(folder)
      let build = try publisher.publish(plan(Self.files)).buildID
      let before = try FileManager.default.attributesOfItem(atPath: "\(folder)/public")
      let none = try #require(try publisher.revise(OutputPlan([]), of: build))
      let same = try #require(try publisher.revise(plan(["e": "3"]), of: build))
      #expect(none.isUnchanged && same.isUnchanged && same.buildID == build)
      let after = try FileManager.default.attributesOfItem(atPath: "\(folder)/public")
      #expect(before[.systemFileNumber] as? Int == after[.systemFileNumber] as? Int)
    }
  }

  /// What somebody has done to the site or to the working files.
  struct Disturbance: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let make: @Sendable (String) throws -> Void
  }

  static let disturbances: [Disturbance] = [
    Disturbance(testDescription: "a file of the user") {
      try write("mine", to: "\($0)/public/a/mine")
    },
    Disturbance(testDescription: "a file at the top") {
      try write("mine", to: "\($0)/public/CNAME")
    },
    Disturbance(testDescription: "an empty folder") { mkdir("\($0)/public/a/empty", 0o755) },
    Disturbance(testDescription: "an edited page") {
      try write("edited", to: "\($0)/public/a/d")
    },
    Disturbance(testDescription: "a page less") { unlink("\($0)/public/a/d") },
    Disturbance(testDescription: "a link in place of a folder") {
      try FileManager.default.moveItem(atPath: "\($0)/public/f", toPath: "\($0)/elsewhere")
      symlink("../elsewhere", "\($0)/public/f")
    },
    Disturbance(testDescription: "a repository") {
      try write("ref", to: "\($0)/public/.git/HEAD")
    },
    Disturbance(testDescription: "a forged manifest") {
      let path = "\($0)/public/.throughline-manifest"
      let text = try String(contentsOfFile: path, encoding: .utf8)
      try text.replacing("e\t", with: "../e\t").write(
        toFile: path, atomically: false, encoding: .utf8)
    },
    Disturbance(testDescription: "a killed build") {
      let state = try stateFolder($0)
      try write("", to: "\(state)/exchanging")
    },
    Disturbance(testDescription: "lost stamps") { unlink("\(try stateFolder($0))/stamps") },
  ]

  @Test(arguments: disturbances)
  func `is left to a whole plan when the site is not as it was left`(
    _ disturbance: Disturbance
  ) throws {
    try withTemporaryFolder { folder in
      let publisher = site(folder)
      let build = try publisher.publish(plan(Self.files)).buildID
      try disturbance.make(folder)
      let before = try contents(of: publisher.destination)
      #expect(try publisher.revise(plan(["e": "new"]), of: build) == nil)
      #expect(try contents(of: publisher.destination) == before)
    }
  }

  @Test func `is left to a whole plan for another build, and for a path that is new`() throws {
    try withTemporaryFolder { folder in
      let publisher = site(folder)
      let build = try publisher.publish(plan(Self.files)).buildID
      #expect(try publisher.revise(plan(["e": "new"]), of: "another") == nil)
      #expect(try publisher.revise(plan(["e": "new", "x": "new"]), of: build) == nil)
      #expect(try publisher.revise(plan(["../e": "new"]), of: build) == nil)
      #expect(try contents(of: publisher.destination) == Self.files)
    }
  }

  /// What may lie in the spare generation when another build has been killed.
  static let spares: [Disturbance] = [
    Disturbance(testDescription: "nothing") { _ in },
    Disturbance(testDescription: "a half made generation") {
      try write("wrong", to: "\($0)/a/d")
      try write("half", to: "\($0)/.throughline-manifest")
    },
    Disturbance(testDescription: "a file that belongs nowhere") {
      try write("stray", to: "\($0)/a/stray")
    },
    Disturbance(testDescription: "a folder where a file belongs") {
      try write("x", to: "\($0)/e/x")
    },
    Disturbance(testDescription: "a link to the published folder") {
      mkdir($0, 0o755)
      symlink("../../../public/f", "\($0)/f")
    },
  ]

  @Test(arguments: spares)
  func `makes use of what lies in the spare generation`(_ spare: Disturbance) throws {
    try withTemporaryFolder { folder in
      let publisher = site(folder)
      let build = try publisher.publish(plan(Self.files)).buildID
      try spare.make("\(try stateFolder(folder))/spare")
      #expect(try publisher.revise(plan(["e": "new"]), of: build) != nil)
      let expected = Self.files.merging(["e": "new"]) { $1 }
      #expect(try contents(of: publisher.destination) == expected)
      #expect(try publisher.publish(plan(expected)).rendered == 0)
    }
  }

  @Test func `a file that appears meanwhile stays`() throws {
    try withTemporaryFolder { folder in
      let publisher = site(folder)
      let build = try publisher.publish(plan(Self.files)).buildID
      let late = OutputEntry(path: "e", fingerprint: Fingerprint(of: [])) {
        try write("note", to: "\(folder)/public/a/note.txt")
        $0.append("new")
      }
      #expect(try publisher.revise(OutputPlan([late]), of: build) == nil)
      let expected = Self.files.merging(["a/note.txt": "note"]) { $1 }
      #expect(try contents(of: publisher.destination) == expected)
    }
  }

  /// The publisher's own folder for the output folder of a test.
  private static func stateFolder(_ folder: String) throws -> String {
    let names = try FileManager.default.contentsOfDirectory(atPath: "\(folder)/.throughline")
    return "\(folder)/.throughline/" + (names.first { $0.hasPrefix("publish-") } ?? "")
  }

  private func stateFolder(_ folder: String) throws -> String { try Self.stateFolder(folder) }
}
