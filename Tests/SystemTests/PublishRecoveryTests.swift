import Foundation
import Glibc
import SourceText
import TestSupport
import Testing

@testable import System

/// What a build leaves when it is killed, and what the next one makes of it.
@Suite struct PublishRecoveryTests {
  private static let first = ["a/gone": "1", "a/stays": "1", "old/gone": "1", "same": "1"]
  private static let second = ["a/stays": "2", "new/x": "2", "same": "1", "z": "2"]

  private func publisher(_ folder: String) -> Publisher {
    var publisher = Publisher(
      destination: "\(folder)/public", workspace: "\(folder)/.throughline")
    publisher.isDurable = false
    return publisher
  }

  private func manifest(_ files: [String: String]) -> Manifest {
    Manifest(
      plan(files).entries.map {
        Manifest.Line(
          path: $0.path, inputs: $0.fingerprint, content: $0.fingerprint,
          size: files[$0.path]?.utf8.count ?? 0, source: $0.source)
      })
  }

  /// Lays the second build ready in place, and does the first `steps` of its journal.
  private func leaveHalfDone(_ publisher: Publisher, steps: Int) throws {
    let place = try PublishPlace(
      destination: publisher.destination, workspace: publisher.workspace)
    try place.area.makeFolder("staging")
    let staging = try place.area.folder("staging")
    let moved = ["a/stays", "new/x", "z"]
    for path in moved {
      _ = try staging.write(fileName(of: path), Array((Self.second[path] ?? "").utf8))
    }
    _ = try staging.write(PublishJournal.manifestName, manifest(Self.second).bytes)
    let journal = PublishJournal(
      staging: staging.path, removals: ["a/gone", "old/gone"],
      moves: moved.map { PublishJournal.Move(from: fileName(of: $0), to: $0) })
    try place.state.replace("journal", journal.encoded, durably: false)
    let output = try #require(place.current)
    for path in journal.removals.prefix(steps) { output.removeOwnFile(path) }
    for move in journal.moves.prefix(max(0, steps - 2)) {
      let target = try output.descend(folderPath(of: move.to), creating: true)
      try staging.move(move.from, to: target, as: fileName(of: move.to))
    }
    if steps == 6 {
      try staging.move(PublishJournal.manifestName, to: output, as: Manifest.fileName)
    }
  }

  @Test(arguments: 0...6)
  func `a journal is completed from wherever it was left`(_ steps: Int) throws {
    try withTemporaryFolder { folder in
      let user = try Way.inPlace.prepare(folder)
      let publisher = publisher(folder)
      _ = try publisher.publish(plan(Self.first))
      try leaveHalfDone(publisher, steps: steps)
      try publisher.recover()
      #expect(try contents(of: publisher.destination) == Self.second.merging(user) { $1 })
      let next = try publisher.publish(plan(Self.second))
      #expect(next.isUnchanged)
      #expect(!FileManager.default.fileExists(atPath: "\(publisher.destination)/old"))
    }
  }

  @Test func `a build that was killed before its journal was whole has changed nothing`() throws {
    try withTemporaryFolder { folder in
      let user = try Way.inPlace.prepare(folder)
      let publisher = publisher(folder)
      _ = try publisher.publish(plan(Self.first))
      let place = try PublishPlace(
        destination: publisher.destination, workspace: publisher.workspace)
      try place.area.makeFolder("staging")
      _ = try place.area.folder("staging").write("0", Array("half".utf8))
      let state = place.state
      withExtendedLifetime(consume place) {}
      try publisher.recover()
      #expect(try contents(of: publisher.destination) == Self.first.merging(user) { $1 })
      #expect(state.status("staging") == nil)
    }
  }

  @Test func `a half made generation is made use of or thrown away`() throws {
    try withTemporaryFolder { folder in
      let publisher = publisher(folder)
      _ = try publisher.publish(plan(Self.first))
      do {
        let place = try PublishPlace(
          destination: publisher.destination, workspace: publisher.workspace)
        try place.area.makeFolder("spare")
        let spare = place.area.joined("spare")
        try write("wrong", to: "\(spare)/a/stays")
        try write("a folder where a file belongs", to: "\(spare)/z/x")
        try write("a file where a folder belongs", to: "\(spare)/new")
        symlink("/etc", "\(spare)/old")
        close(open("\(spare)/bad\u{1}name", O_CREAT | O_WRONLY, 0o644))
      }
      _ = try publisher.publish(plan(Self.second))
      #expect(try contents(of: publisher.destination) == Self.second)
    }
  }

  @Test func `a file that appears during a build stays`() throws {
    try withTemporaryFolder { folder in
      let publisher = publisher(folder)
      _ = try publisher.publish(plan(Self.first))
      let late = OutputEntry(path: "late", fingerprint: Fingerprint(of: [])) {
        try write("note", to: "\(folder)/public/a/note.txt")
        $0.append("late")
      }
      let kept = ["a/stays", "same"].map { OutputEntry(path: $0, bytes: Array("1".utf8)) }
      let outcome = try publisher.publish(OutputPlan(kept + [late]))
      #expect(outcome.added == ["late"] && outcome.removed == ["a/gone", "old/gone"])
      #expect(
        try contents(of: publisher.destination) == [
          "a/note.txt": "note", "a/stays": "1", "late": "late", "same": "1",
        ])
    }
  }

  @Test(.enabled(if: differentDevices))
  func `a workspace on another file system is worked around without traces`() throws {
    try withTemporaryFolder { folder in
      let memory = "/dev/shm/throughline-\(UUID().uuidString)"
      mkdir(memory, 0o755)
      defer { try? FileManager.default.removeItem(atPath: memory) }
      for way in Way.allCases {
        var publisher = publisher(folder)
        publisher = Publisher(
          destination: "\(memory)/\(way)/public", workspace: publisher.workspace)
        let user = try way.prepare("\(memory)/\(way)")
        _ = try publisher.publish(plan(Self.first))
        _ = try publisher.publish(plan(Self.second))
        #expect(try contents(of: publisher.destination) == Self.second.merging(user) { $1 })
        #expect(
          try FileManager.default.contentsOfDirectory(atPath: "\(memory)/\(way)") == ["public"])
      }
    }
  }

  /// Whether there is a second file system to try it with.
  static var differentDevices: Bool {
    FileStatus.following("/dev/shm")?.identity.device != nil
      && FileStatus.following("/dev/shm")?.identity.device
        != FileStatus.following(NSTemporaryDirectory())?.identity.device
  }

  @Test func `working files of output folders that are gone are removed`() throws {
    try withTemporaryFolder { folder in
      let workspace = "\(folder)/.throughline"
      var other = Publisher(destination: "\(folder)/other", workspace: workspace)
      other.isDurable = false
      _ = try other.publish(plan(["a": "1"]))
      try FileManager.default.removeItem(atPath: "\(folder)/other")
      _ = try publisher(folder).publish(plan(["a": "1"]))
      #expect(try FileManager.default.contentsOfDirectory(atPath: workspace).count == 1)
      _ = try publisher(folder).clean()
      #expect(try FileManager.default.contentsOfDirectory(atPath: workspace).isEmpty)
    }
  }
}
