import SourceText
import TraceModel

/// Names that one file uses and no other has.
struct NameFindings {
  private let documents: [TraceDocument]
  private let paths: Set<String>
  /// Files by their own name, and how many of an ending each folder holds.
  private var byName: [Substring: [String]] = [:]
  private var folders: [Substring: Int] = [:]
  /// Names of the files of each folder, sorted.
  private var names: [Substring: [String]] = [:]

  init(_ documents: [TraceDocument], projectPaths: Set<String>?) {
    self.documents = documents.filter { !$0.names.isEmpty }.sorted { $0.path < $1.path }
    paths = projectPaths ?? []
    guard self.documents.contains(where: { !$0.names.files.isEmpty }) else { return }
    for path in paths {
      byName[name(path), default: []].append(path)
      folders["\(folder(path))*\(ending(path))"[...], default: 0] += 1
      names[folder(path), default: []].append(String(name(path)))
    }
    names = names.mapValues { $0.sorted() }
  }

  var diagnostics: [Diagnostic] { missingFiles + unhandled + missingImports + strictness }

  private func name(_ path: String) -> Substring { path.split(separator: "/").last ?? "" }
  private func ending(_ path: String) -> Substring { path.split(separator: ".").last ?? "" }
  private func folder(_ path: String) -> Substring { path.dropLast(name(path).count) }

  // MARK: files

  /// A file that is named, in a folder of the project that holds others like it.
  private var missingFiles: [Diagnostic] {
    documents.flatMap { document in
      var seen: Set<String> = []
      let files = document.names.files.filter { seen.insert($0.text).inserted }
      let known = Dictionary(grouping: files) { folder($0.text) }
      let counts = known.mapValues { beside in
        (all: beside.count, there: beside.count { isThere($0.text) })
      }
      return files.compactMap { file -> Diagnostic? in
        let (beside, there) = counts[folder(file.text)] ?? (0, 0)
        // A document that names what is there is about this project, and gives no mere example.
        guard !isThere(file.text), there > 1, there * 2 >= beside,
          let folder = home(of: file.text, near: document.path)
        else { return nil }
        return Diagnostic(
          IngestRules.namedFileMissing, at: file.range,
          "\(file.text.clipped) is named here, and the folder has no such file",
          fix: nearestName(
            to: String(name(file.text)),
            among: names[folder[...], default: []]
          ).map { "the folder has \"\($0)\"" })
      }
    }
  }

  private func isThere(_ file: String) -> Bool {
    byName[name(file)]?.contains { $0 == file || $0.hasSuffix("/\(file)") } == true
  }

  /// The folder that a path means, from the root or from a folder around the document.
  private func home(of file: String, near document: String) -> String? {
    let wanted = folder(file)
    var base = folder(document)
    while true {
      let place = "\(base)\(wanted)"
      if folders["\(place)*\(ending(file))"[...], default: 0] > 1 { return place }
      guard !base.isEmpty else { return nil }
      base = base.dropLast()
      while let last = base.last, last != "/" { base.removeLast() }
    }
  }

  // MARK: thresholds

  /// One limit that is reached by its figure in one file, and not in another of the same folder.
  private var strictness: [Diagnostic] {
    var first: [String: StatedNames.Threshold] = [:]
    var seen: Set<String> = []
    return documents.flatMap { document in
      document.names.thresholds.compactMap { one -> Diagnostic? in
        let key = "\(folder(document.path)) \(one.subject) \(one.value)"
        guard let other = first[key] else {
          first[key] = one
          return nil
        }
        guard other.isStrict != one.isStrict, seen.insert(key).inserted else { return nil }
        return Diagnostic(
          IngestRules.thresholdStrictness, at: one.text.range,
          "\"\(one.text.text.clipped)\" \(one.isStrict ? "leaves out" : "takes in") the figure itself, "
            + "and \"\(other.text.text.clipped)\" \(one.isStrict ? "takes it in" : "leaves it out")",
          notes: [Diagnostic.Note("the other is stated here", at: other.text.range)])
      }
    }
  }

  // MARK: handlers

  /// A signal or query that nothing in the same part of the project declares.
  private var unhandled: [Diagnostic] {
    let declaring = documents.filter { !$0.names.declared.isEmpty }
    return documents.flatMap { document in
      let near = declaring.filter { other in
        let (a, b) = (folder(other.path), folder(document.path))
        return a.hasPrefix(b) || b.hasPrefix(a)
      }
      guard !document.names.called.isEmpty else { return [Diagnostic]() }
      var known: [StatedNames.Handler: Set<String>] = [:]
      for one in near.flatMap(\.names.declared) {
        known[one.handler, default: []].insert(one.name.text)
      }
      return document.names.called.compactMap { call -> Diagnostic? in
        let names = known[call.handler, default: []]
        guard !names.isEmpty, !names.contains(call.name.text) else { return nil }
        return Diagnostic(
          IngestRules.unknownHandler, at: call.name.range,
          "no workflow handles the \(call.handler.rawValue) \"\(call.name.text.clipped)\"",
          fix: nearestName(to: call.name.text, among: names.sorted()).map { "write \"\($0)\"" })
      }
    }
  }

  // MARK: imports

  /// A name that a module of the project does not have.
  private var missingImports: [Diagnostic] {
    let modules = documents.filter { $0.names.definitions != nil && $0.path.hasSuffix(".py") }
    let byFile = Dictionary(grouping: modules) { name($0.path) }
    var sorted: [String: [String]] = [:]
    return documents.flatMap { document in
      document.names.imports.compactMap { one -> Diagnostic? in
        guard let module = module(one.module, from: document.path, byFile),
          let known = module.names.definitions, !known.contains(one.name.text)
        else { return nil }
        if sorted[module.path] == nil { sorted[module.path] = known.sorted() }
        return Diagnostic(
          IngestRules.importedName, at: one.name.range,
          "\(module.path) does not define \(one.name.text.clipped)",
          fix: nearestName(to: one.name.text, among: sorted[module.path, default: []])
            .map { "import \($0)" })
      }
    }
  }

  /// The one file that a module can mean; packages are left alone, because they gather names.
  private func module(
    _ module: String, from path: String, _ byFile: [Substring: [TraceDocument]]
  ) -> TraceDocument? {
    let parts = module.split(separator: ".", omittingEmptySubsequences: true)
    guard let last = parts.last else { return nil }
    let ending = "\(parts.joined(separator: "/")).py"
    let isRelative = module.hasPrefix(".") && !module.hasPrefix("..")
    let found = byFile["\(last).py"[...], default: []].filter { file in
      isRelative
        ? file.path == "\(folder(path))\(ending)"
        : file.path == ending || file.path.hasSuffix("/\(ending)")
    }
    // `import json` is not `tools/json.py`.
    guard found.count == 1, isRelative || parts.count > 1 else { return nil }
    return found[0]
  }
}
