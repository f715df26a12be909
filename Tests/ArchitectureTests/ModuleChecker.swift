/// A place where a source file leaves its row of the module table.
struct Departure: Equatable, CustomStringConvertible {
  let path: String
  let line: Int
  let reason: String

  var description: String { "\(path):\(line): \(reason)" }
}

/// One source file of a module against its row.
struct ModuleChecker {
  let row: ModuleRow
  /// Relative to Sources/, as in `Markdown/Isolation/Worker.swift`.
  let path: String
  let text: SwiftText

  init(_ row: ModuleRow, path: String, source: String) {
    self.row = row
    self.path = path
    text = SwiftText(source)
  }

  var departures: [Departure] {
    text.imports.compactMap { departure(importing: $0.module, line: $0.line) } + reachingWords
  }

  private var mayReachOutside: Bool {
    switch row.reach {
    case .nothing: false
    case .everything: true
    case .folders(let folders): folders.contains { path.hasPrefix("\(row.name)/\($0)/") }
    }
  }

  private func departure(importing module: String, line: Int) -> Departure? {
    if ModuleTable.pureSystemModules.contains(module) { return nil }
    if ModuleTable.reachingSystemModules.contains(module) {
      return mayReachOutside
        ? nil : departure(line, "\(module) is imported where nothing outside may be reached")
    }
    guard row.imports.contains(module) else {
      return departure(line, "\(row.name) may not import \(module)")
    }
    guard let wrapper = ModuleTable.wrappers[module] else { return nil }
    let inWrapper = wrapper.contains { path.hasPrefix("\($0)/") || path.hasPrefix("\($0).") }
    return inWrapper
      ? nil : departure(line, "\(module) is imported outside its wrapper, \(wrapper)")
  }

  private var reachingWords: [Departure] {
    if mayReachOutside { return [] }
    return text.words.compactMap { word in
      guard !word.isDeclared, let kind = ForbiddenWords.kind(of: word) else { return nil }
      return departure(word.line, "\(word.text) reaches \(kind)")
    }
  }

  private func departure(_ line: Int, _ reason: String) -> Departure {
    Departure(path: path, line: line, reason: reason)
  }
}

/// Names by which Swift code would reach outside its inputs.
enum ForbiddenWords {
  /// What a word reaches; `nil` when it is harmless.
  static func kind(of word: SwiftText.Word) -> String? {
    if word.isMember {
      return word.isCalled || members[word.text] != nil ? members[word.text] : nil
    }
    return types[word.text] ?? (word.isCalled ? calls[word.text] : nil)
  }

  private static func table(_ kinds: [String: String]) -> [String: String] {
    var kindOf: [String: String] = [:]
    for (kind, words) in kinds {
      for word in words.split(separator: " ") { kindOf[String(word)] = kind }
    }
    return kindOf
  }

  private static let types = table([
    "the clock": "ContinuousClock SuspendingClock Date DispatchTime DispatchWallTime",
    "randomness": "SystemRandomNumberGenerator UUID",
    "the environment": "ProcessInfo CommandLine environ",
    "the network": "URLSession",
    "a process": "Process",
    "the disk": "FileManager FileHandle",
  ])

  private static let calls = table([
    "the clock": "time clock_gettime gettimeofday localtime localtime_r gmtime gmtime_r strftime",
    "randomness": "Hasher random rand arc4random arc4random_uniform getrandom",
    "the environment": "getenv setenv getcwd chdir isatty",
    "the network": "socket connect getaddrinfo",
    "a process": "posix_spawn fork execv execve execvp system popen waitpid kill",
    "the disk": "fopen openat creat unlink unlinkat renameat mkdir mkdirat opendir print",
  ])

  private static let members = table([
    "randomness": "random randomElement shuffled shuffle hashValue",
    "the environment": "currentDirectoryPath",
  ])
}
