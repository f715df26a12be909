import SourceText
import TraceModel

/// The files that declare one feature together, strongest first.
struct ManifoldFamily {
  var scope: Scope
  var documents: [ManifoldDocument]

  /// Sorts documents into families and names each one's scope.
  ///
  /// Files of one stem below one root are a family as long as no notation occurs twice: a JSON file
  /// and an older YAML file are one feature in two generations, two YAML files are two claims.
  static func families(
    of documents: [ManifoldDocument], _ diagnostics: inout [Diagnostic]
  ) -> [ManifoldFamily] {
    let sorted = documents.sorted { $0.path < $1.path }
    var groups: [Scope: [ManifoldDocument]] = [:]
    for document in sorted {
      groups[Scope(root: document.root, name: document.stem), default: []].append(document)
    }
    var families: [ManifoldFamily] = []
    var taken: [Scope: SourceRange] = [:]
    for key in groups.keys.sorted() {
      for (number, members) in buckets(of: groups[key] ?? []).enumerated() {
        let family = named(members, key, isFirst: number == 0, &taken, &diagnostics)
        families.append(family)
      }
    }
    return families.sorted { $0.scope < $1.scope }
  }

  /// One bucket when the files fit together; else one for each folder and spelling.
  private static func buckets(of group: [ManifoldDocument]) -> [[ManifoldDocument]] {
    if isOneFamily(group) { return [group] }
    var buckets: [Bucket: [ManifoldDocument]] = [:]
    for document in group {
      let folder = document.path.split(separator: "/").dropLast().joined(separator: "/")
      let isOther = document.spelling != document.stem
      let bucket = Bucket(isOther: isOther, spelling: document.spelling, folder: folder)
      buckets[bucket, default: []].append(document)
    }
    return buckets.keys.sorted().flatMap { key -> [[ManifoldDocument]] in
      let members = buckets[key] ?? []
      // `x.yaml` beside `x.yml`: one folder and one spelling, and still two files.
      return isOneFamily(members) ? [members] : members.map { [$0] }
    }
  }

  private struct Bucket: Hashable, Comparable {
    var isOther: Bool
    var spelling: String
    var folder: String

    static func < (a: Bucket, b: Bucket) -> Bool {
      (a.isOther ? 1 : 0, a.spelling, a.folder) < (b.isOther ? 1 : 0, b.spelling, b.folder)
    }
  }

  private static func isOneFamily(_ group: [ManifoldDocument]) -> Bool {
    [ManifoldPart.json, .yaml, .companion].allSatisfy { part in
      group.count { $0.part == part } <= 1
    }
  }

  private static func named(
    _ members: [ManifoldDocument], _ key: Scope, isFirst: Bool,
    _ taken: inout [Scope: SourceRange], _ diagnostics: inout [Diagnostic]
  ) -> ManifoldFamily {
    let documents = strongestFirst(members)
    let feature = documents.lazy.compactMap(\.feature).first
    let place = feature?.range ?? .file(documents[0].path)
    let wanted = Scope(root: key.root, name: feature?.text ?? key.name)
    var scope = wanted
    if !isFirst || taken[scope] != nil {
      let spelling = documents[0].spelling
      scope = Scope(root: key.root, name: spelling)
      var number = 2
      while taken[scope] != nil {
        scope = Scope(root: key.root, name: "\(spelling)-\(number)")
        number += 1
      }
      let first = taken[wanted].map { [Diagnostic.Note("the other is declared here", at: $0)] }
      diagnostics.append(
        Diagnostic(
          IngestRules.featureCollision, at: place,
          "feature \"\(wanted.name)\" is declared by two families of files; "
            + "\(documents[0].path) is read as \"\(scope.name)\"",
          notes: first ?? []))
    }
    taken[scope] = place
    return ManifoldFamily(scope: scope, documents: documents)
  }

  /// Beside JSON the companion comes before an older YAML file, because both are kept up to date.
  private static func strongestFirst(_ members: [ManifoldDocument]) -> [ManifoldDocument] {
    let hasJSON = members.contains { $0.part == .json }
    let rank = { (part: ManifoldPart) in
      hasJSON && part == .companion ? 1 : part == .yaml ? (hasJSON ? 2 : 1) : part.rawValue * 2
    }
    return members.sorted {
      (rank($0.part), $0.path) < (rank($1.part), $1.path)
    }
  }
}
