import Testing

/// The project's sources against the module table.
@Suite struct `Module map` {
  @Test(arguments: (ModuleTable.rows + ModuleTable.buildTools).map(\.name))
  func `a module imports and reaches only what its row lists`(module: String) throws {
    let row = try #require(ModuleTable.row(named: module))
    let files = try ProjectSources.swiftFiles(below: "Sources/\(module)")
    try #require(!files.isEmpty, "Sources/\(module) holds no Swift file")
    for file in files {
      let path = "\(module)/\(file)"
      let source = try ProjectSources.text("Sources/\(path)")
      for departure in ModuleChecker(row, path: path, source: source).departures {
        Issue.record("Sources/\(departure)")
      }
    }
  }

  @Test func `every folder of Sources is a row or a C target`() throws {
    let known = Set((ModuleTable.rows + ModuleTable.buildTools).map(\.name)).union(
      ModuleTable.cTargets)
    #expect(Set(try ProjectSources.targets()) == known)
  }

  @Test func `the manifest declares the dependencies of the table`() throws {
    let manifest = ManifestText(try ProjectSources.text("Package.swift")).dependencies
    for row in ModuleTable.rows {
      #expect(manifest[row.name] == row.imports, "\(row.name) in Package.swift")
    }
  }

  @Test func `a row imports only rows above it`() {
    var above = ModuleTable.cTargets
    for row in ModuleTable.rows {
      #expect(row.imports.isSubset(of: above), "\(row.name)")
      above.insert(row.name)
    }
  }
}

/// Sizes, because a file that nobody can read whole hides what it does.
@Suite struct `File sizes` {
  static let folders = ["Sources", "Tests"]

  @Test(arguments: folders)
  func `no file is long without a reason`(folder: String) throws {
    for file in try ProjectSources.swiftFiles(below: folder) {
      let path = "\(folder)/\(file)"
      let count = try ProjectSources.text(path).utf8.count { $0 == UInt8(ascii: "\n") }
      if count > ModuleTable.longestFile, ModuleTable.longFiles[path] == nil {
        Issue.record("\(path) has \(count) lines; split it, or give a reason in ModuleTable")
      }
    }
  }

  @Test func `every reason belongs to a file that is long`() throws {
    for (path, reason) in ModuleTable.longFiles {
      let count = try ProjectSources.text(path).utf8.count { $0 == UInt8(ascii: "\n") }
      #expect(count > ModuleTable.longestFile, "\(path) no longer needs its reason")
      #expect(!reason.isEmpty)
    }
  }
}
