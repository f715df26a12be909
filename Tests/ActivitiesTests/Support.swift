import Foundation
import History
import Orchestration
import System
import TestSupport
import Testing

@testable import Activities

/// Work that nobody calls off.
let watch = Watch(beat: {}, isUnwanted: { false })

/// Git of the machine, for repositories that a test makes by hand.
@discardableResult
func git(_ arguments: [String], in folder: String) throws -> String {
  let who = ["GIT_AUTHOR", "GIT_COMMITTER"].flatMap { role in
    [("\(role)_NAME", "A"), ("\(role)_EMAIL", "a@example.org")]
  }
  let environment = ProcessRunner.plainEnvironment
    .merging(Dictionary(uniqueKeysWithValues: who)) { $1 }
    .merging(["HOME": folder, "GIT_CONFIG_NOSYSTEM": "1"]) { $1 }
  let result = try ProcessRunner.run(
    ["git"] + arguments, environment: environment, directory: folder)
  #expect(result.isSuccess, "git \(arguments): \(String(decoding: result.errors, as: UTF8.self))")
  return String(decoding: result.output, as: UTF8.self).trimmedOfSpace
}

/// A bare repository with one commit on `main`, and a forge on it.
func withForge(_ body: (LocalForge, String) throws -> Void) throws {
  try withTemporaryFolder { root in
    try makeRepository(in: root)
    try body(try forge(in: root), root)
  }
}

func makeRepository(in root: String) throws {
  try git(["init", "-q", "-b", "main", "work"], in: root)
  try write("one\ntwo\nthree\n", to: "\(root)/work/a.txt")
  try write("#!/bin/sh\n", to: "\(root)/work/run.sh")
  try git(["add", "."], in: "\(root)/work")
  try git(["update-index", "--chmod=+x", "run.sh"], in: "\(root)/work")
  try git(["commit", "-q", "-m", "first"], in: "\(root)/work")
  try git(["clone", "-q", "--bare", "work", "bare.git"], in: root)
}

func forge(in root: String) throws -> LocalForge {
  try LocalForge(
    repository: "\(root)/bare.git", records: "\(root)/records",
    clock: { Moment(nanoseconds: 1_800_000_000_000_000_000) })
}

/// The type of the failure that a body throws; `nil` when it throws none.
func failureType(_ body: () throws -> Void) -> String? {
  do { try body() } catch let failure as Failure { return failure.applicationType } catch {
    return "\(error)"
  }
  return nil
}

/// Processes of this machine with a text among their arguments.
func processes(with mark: String) -> [String] {
  let folders = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
  return folders.filter { Int($0) != nil }.filter { id in
    guard let bytes = FileManager.default.contents(atPath: "/proc/\(id)/cmdline") else {
      return false
    }
    return String(decoding: bytes, as: UTF8.self).contains(mark)
  }
}

/// A server of the fixtures, and the port that it says it listens on.
func startServer(_ script: String, _ arguments: [String] = []) throws -> (ChildProcess, port: Int) {
  let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Fixtures/\(script)").path
  let child = try ChildProcess(["python3", path] + arguments)
  var said: [UInt8] = []
  while !said.contains(0x0A) {
    ChildProcess.wait(for: [(child, false)], milliseconds: 10_000)
    guard case .bytes = child.receive(into: &said) else { break }
  }
  return (child, try #require(Int(String(decoding: said, as: UTF8.self).trimmedOfSpace)))
}
