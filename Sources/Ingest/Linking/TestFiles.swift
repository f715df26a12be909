import SourceText
import TraceModel

/// The files of tests that a project holds, to tell whether the test of a recorded result is still
/// there.
///
/// A project may keep its tests elsewhere, so that a file that is not there is no fault by itself. It is
/// gone where the project reads such files for their marks, or holds other tests in the same folder.
struct TestFiles {
  /// By file name, every path that ends with it.
  private var byName: [Substring: [String]] = [:]
  /// By file name without its ending, which endings there are: a result may name a program that was built
  /// of another one.
  private var endings: [Substring: Set<Substring>] = [:]
  /// Of languages whose results name a class: a file of theirs may hold any number of them.
  private(set) var classFiles: [String] = []
  /// Folders with tests below them, with the ending of their names: `tests .py`.
  private var folders: Set<String> = []

  init(_ files: Set<String>) {
    for path in files {
      let parts = path.split(separator: "/")
      guard let name = parts.last else { continue }
      byName[name, default: []].append(path)
      let ending = Self.ending(of: name)
      endings[Self.stem(of: name), default: []].insert(ending)
      guard !ending.isEmpty, SourceReader.role(of: path) == .test else { continue }
      if Self.classLanguages.contains(ending) { classFiles.append(path) }
      for count in 1..<max(2, parts.count) where count < parts.count {
        folders.insert("\(parts.prefix(count).joined(separator: "/")) \(ending)")
      }
      // A package is named from its own root, wherever that lies.
      for count in 2..<max(3, parts.count) where Self.packaged.contains(ending) {
        folders.insert("\(parts.dropLast().suffix(count).joined(separator: "/")) \(ending)")
      }
    }
  }

  /// Endings of programs whose tests are named by their packages.
  private static let packaged: Set<Substring> = ["java"]
  private static let classLanguages: Set<Substring> = ["java", "kt", "kts", "groovy", "scala"]

  private static func stem(of name: Substring) -> Substring {
    let ending = ending(of: name)
    return ending.isEmpty ? name : name.dropLast(ending.count + 1)
  }

  private static func ending(of name: Substring) -> Substring {
    guard let point = name.lastIndex(of: "."), point != name.startIndex else { return "" }
    return name[name.index(after: point)...]
  }

  /// The file that a result names and the project has lost; `nil` where it is there, or where nobody can
  /// tell.
  func lost(_ facts: TestFacts, _ isSource: (String) -> Bool) -> String? {
    guard let path = path(of: facts), places(of: path).isEmpty,
      let name = path.split(separator: "/").last
    else { return nil }
    let ending = Self.ending(of: name)
    // `a.test.js` may be built of `a.test.ts`, and `PayTest` be written in another language.
    guard (endings[Self.stem(of: name)] ?? []).subtracting([ending]).isEmpty else { return nil }
    return isSource(path) || holdsTests(beside: path, ending) ? path : nil
  }

  /// The file that a result names, where it is there and no other goes by that name.
  func place(of facts: TestFacts) -> String? {
    let places = path(of: facts).map(places) ?? []
    return places.count == 1 ? places.first : nil
  }

  /// The file of a module that a Python file imports; `nil` where the project has none, or several.
  ///
  /// A single word without dots may be a module of anybody's, unless it lies beside the file.
  func module(_ name: String, from path: String) -> String? {
    let dots = name.prefix { $0 == "." }.count
    let parts = name.dropFirst(dots).split(separator: ".")
    let around = path.split(separator: "/").dropLast(max(1, dots))
    let beside = (around + parts).joined(separator: "/")
    if let file = file(ofModule: beside, isWhole: true) { return file }
    guard dots == 0, parts.count > 1 else { return nil }
    return file(ofModule: parts.joined(separator: "/"), isWhole: false)
  }

  private func file(ofModule stem: String, isWhole: Bool) -> String? {
    let found = ["\(stem).py", "\(stem)/__init__.py"].flatMap { path in
      places(of: path).filter { !isWhole || $0 == path }
    }
    return found.count == 1 ? found.first : nil
  }

  private func places(of path: String) -> [String] {
    guard let name = path.split(separator: "/").last else { return [] }
    return (byName[name] ?? []).filter { $0 == path || $0.hasSuffix("/\(path)") }
  }

  /// In the folder of a path, or the nearest one above it that is there; never in the whole project.
  private func holdsTests(beside path: String, _ ending: Substring) -> Bool {
    let parts = path.split(separator: "/").dropLast()
    return !parts.isEmpty
      && parts.indices.reversed().contains { last in
        folders.contains("\(parts[...last].joined(separator: "/")) \(ending)")
      }
  }

  /// As the report names the file, or else by its class, where the language says which file that is.
  private func path(of facts: TestFacts) -> String? {
    if var file = facts.file {
      if file.hasPrefix("./") { file.removeFirst(2) }
      // Nobody knows where the project lay when the tests ran.
      return file.hasPrefix("/") || file.contains("..") || file.contains("\\") ? nil : file
    }
    let parts = facts.className.split(separator: ".")
    if let place = parts.firstIndex(where: { $0.hasPrefix("test_") || $0.hasSuffix("_test") }) {
      return module(parts, from: place)
    }
    guard parts.count > 1, let name = parts.last?.split(separator: "$").first,
      name.first?.isUppercase == true, ["Test", "Tests", "IT"].contains(where: name.hasSuffix)
    else { return nil }
    return (parts.dropLast() + [name]).joined(separator: "/") + ".java"
  }

  /// The module of a Python class: what is called `test_` may be a folder above it.
  private func module(_ parts: [Substring], from place: Int) -> String {
    let files = parts.indices[place...].map { parts[...$0].joined(separator: "/") + ".py" }
    if let file = files.first(where: { !places(of: $0).isEmpty }) { return file }
    var last = place
    while last + 1 < parts.count, parts[last + 1].first?.isUppercase != true,
      folders.contains("\(parts[...last].joined(separator: "/")) py")
    { last += 1 }
    return parts[...last].joined(separator: "/") + ".py"
  }
}
