// history-forms: writes each history of a list of files in both forms, for comparison with the
// official library.
//
//   history-forms FOLDER < paths     one path a line; prints `number run events path` for each run
//
// Run `number-run.json` and `number-run.bin` lie in FOLDER afterwards.

import Foundation
import History
import SourceText

@main
struct HistoryForms {
  static func main() throws {
    guard CommandLine.arguments.count == 2 else {
      print("usage: history-forms FOLDER < paths")
      exit(2)
    }
    let folder = URL(fileURLWithPath: CommandLine.arguments[1])
    var number = 0
    while let path = readLine() {
      try write(path, number, into: folder)
      number += 1
    }
  }

  private static func write(_ path: String, _ number: Int, into folder: URL) throws {
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    let file = HistoryFile.read(SourceFile(path: path, bytes: bytes))
    for (place, run) in file.runs.enumerated() {
      let name = "\(number)-\(place)"
      try Data(run.json()).write(to: folder.appending(path: "\(name).json"))
      try Data(run.protobuf()).write(to: folder.appending(path: "\(name).bin"))
      print("\(number)\t\(place)\t\(run.events.count)\t\(path)")
    }
    if file.runs.isEmpty { print("\(number)\t-\t0\t\(path)") }
  }
}
