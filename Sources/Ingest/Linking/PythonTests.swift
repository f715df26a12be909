import TraceModel

/// Whether the tests of recorded results are still in their Python files.
///
/// A test is gone only where nothing in sight could give it its name; what may come from a file that nobody
/// can find, or be made while the tests run, is in doubt.
struct PythonTests {
  enum Presence: Comparable { case gone, unsure, there }

  private let files: TestFiles
  private var texts: BoundedFiles
  private var programs: [String: PythonNames?] = [:]

  /// Longer names are made by a program.
  private static let nameLimit = 200
  /// Classes that are looked into for one result.
  private static let stepLimit = 64
  /// Classes that bring no tests, unless the project defines one of that name.
  private static let plainBases: Set<String> = [
    "object", "ABC", "Generic", "Protocol", "TestCase", "IsolatedAsyncioTestCase",
    "SimpleTestCase", "TransactionTestCase", "LiveServerTestCase",
  ]

  init(_ files: TestFiles, _ contents: @escaping (String) -> [UInt8]?) {
    self.files = files
    texts = BoundedFiles(contents)
  }

  /// Only names of functions are looked for: a description may be put together while the tests run.
  mutating func presence(of facts: TestFacts, in path: String) -> Presence {
    let name = String(facts.name.prefix { $0 != "[" && $0 != "(" })
    guard name.hasPrefix("test"), name.utf8.allSatisfy(isWordPart),
      name.utf8.count <= Self.nameLimit, let program = program(path)
    else { return .there }
    guard let owner = owner(in: facts.className, path, program) else {
      return program.anyTests.contains(name) ? .there : program.maker(of: name, in: 0)
    }
    var steps = Self.stepLimit
    if let found = presence(name, owner, path, &steps) { return found }
    return program.mayHave(owner[owner.startIndex]) ? .unsure : .gone
  }

  /// The classes of a result inside its module, outermost first; `nil` where the result does not say.
  private func owner(
    in className: String, _ path: String, _ program: PythonNames
  ) -> ArraySlice<String>? {
    let parts = className.split(separator: ".").map(String.init)
    let stem = path.split(separator: "/").last?.dropLast(3)
    if let module = parts.lastIndex(where: { $0[...] == stem }) { return parts[(module + 1)...] }
    let last = parts.suffix(1)
    return last.isEmpty || program.scope(last) == nil ? nil : last
  }

  /// `nil` where there is no such class.
  private mutating func presence(
    _ name: String, _ owner: ArraySlice<String>, _ path: String, _ steps: inout Int
  ) -> Presence? {
    steps -= 1
    guard steps > 0, let program = program(path) else { return .unsure }
    guard let scope = program.scope(owner) else {
      return presence(name, inMissing: owner, path, program, &steps)
    }
    var best = program.presence(of: name, in: scope)
    for base in program.bases[scope] ?? [] where best < .there {
      best = max(best, presence(name, inBase: base, path, program, &steps))
    }
    guard owner.isEmpty, best < .there else { return best }
    if let found = program.imports[name] {
      best = max(best, presence(found.name, [], of: found.module, path, &steps) ?? .unsure)
    }
    for module in program.wholeImports where best < .there {
      best = max(best, presence(name, [], of: module, path, &steps) ?? .unsure)
    }
    return best
  }

  /// A class may be imported, be made of another one, or lie in one that has it from a base.
  private mutating func presence(
    _ name: String, inMissing owner: ArraySlice<String>, _ path: String, _ program: PythonNames,
    _ steps: inout Int
  ) -> Presence? {
    guard let first = owner.first else { return nil }
    if let found = program.imports[first] {
      let other = [found.name] + owner.dropFirst()
      return presence(name, other[...], of: found.module, path, &steps) ?? .unsure
    }
    if let source = program.source(ofClass: first) {
      return presence(name, [source] + owner.dropFirst(), path, &steps)
    }
    return owner.count > 1 && program.scope([first]) != nil ? .unsure : nil
  }

  private mutating func presence(
    _ name: String, inBase base: String, _ path: String, _ program: PythonNames,
    _ steps: inout Int
  ) -> Presence {
    let parts = base.split(separator: ".").map(String.init)
    guard let first = parts.first, let last = parts.last else { return .unsure }
    if program.scope(parts[...]) != nil {
      return presence(name, parts[...], path, &steps) ?? .unsure
    }
    if let found = program.imports[first] {
      let names = ([found.module, found.name] + parts.dropFirst()).filter { !$0.isEmpty }
      let module = Self.joined(names.dropLast())
      if let inside = presence(name, names.suffix(1), of: module, path, &steps) { return inside }
    }
    return Self.plainBases.contains(last) ? .gone : .unsure
  }

  // MARK: files

  /// In a module that a file imports; `nil` where the project does not have it.
  private mutating func presence(
    _ name: String, _ owner: ArraySlice<String>, of module: String, _ path: String,
    _ steps: inout Int
  ) -> Presence? {
    guard let file = files.module(module, from: path) else { return nil }
    return presence(name, owner, file, &steps) ?? .unsure
  }

  /// `.` and `base` are `.base`.
  private static func joined(_ parts: some Sequence<String>) -> String {
    parts.reduce("") { $0.isEmpty || $0.hasSuffix(".") ? $0 + $1 : "\($0).\($1)" }
  }

  /// `nil` for a file that is not to be read.
  private mutating func program(_ path: String) -> PythonNames? {
    if let known = programs[path] { return known }
    let program = texts.file(path, below: "").map(PythonNames.init)
    programs[path] = .some(program)
    return program
  }
}

extension PythonNames {
  /// A word of the file may be the name of a class, or any name be made while the tests run.
  fileprivate func mayHave(_ name: String) -> Bool { words.contains(name) || open.contains(0) }

  /// Whether a class has a test, bases aside.
  fileprivate func presence(of test: String, in scope: Int) -> PythonTests.Presence {
    if tests[Place(scope: scope, name: test)] != nil { return .there }
    let isOpen = mayHave(test) || open.contains(scope) || scope == 0 && anyTests.contains(test)
    return max(isOpen ? .unsure : .gone, maker(of: test, in: scope))
  }

  /// Whether another test of the class gives a test its name: `test_once_0` is made of `test_once` by a
  /// decorator, and `test_kept_eur` of `"test_kept_" + name` by whoever it may be.
  fileprivate func maker(of test: String, in scope: Int) -> PythonTests.Presence {
    var found = PythonTests.Presence.gone
    for place in test.indices.dropFirst(4) {
      let (start, rest) = (String(test[..<place]), test[place...])
      let isNumbered = rest.first == "_" ? rest.dropFirst().first?.isNumber : rest.first?.isNumber
      if let origin = tests[Place(scope: scope, name: start)] {
        if origin == .decorated, isNumbered == true { return .there }
        if origin == .decorated || isNumbered == true { found = .unsure }
      }
      if start.hasSuffix("_"), words.contains(start) { found = .unsure }
    }
    return found
  }

  /// `TestSum` of `TestSum_0_small`, whose decorator makes several of it.
  fileprivate func source(ofClass name: String) -> String? {
    for place in name.indices where name[place] == "_" {
      guard name[place...].dropFirst().first?.isNumber == true else { continue }
      let start = String(name[..<place])
      if let scope = scope([start]), open.contains(scope) { return start }
    }
    return nil
  }
}
