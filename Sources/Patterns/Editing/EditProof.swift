import Notation
import SourceText

/// Whether everything that a file said is still said, by the same words, once lines were put in.
enum EditProof {
  static func keeps(_ before: SourceFile, _ after: [UInt8]) -> Bool {
    let changed = SourceFile(path: before.path, bytes: after)
    guard let (old, new) = values(before, changed) else { return true }
    return old.count == new.count && zip(old, new).allSatisfy { $0.isKept(in: $1) }
  }

  /// `nil` for files that are no data.
  private static func values(
    _ before: SourceFile, _ after: SourceFile
  ) -> (old: [InstanceValue], new: [InstanceValue])? {
    if before.path.hasSuffix(".json") {
      let read = { (file: SourceFile) in [BatchValidation.value(file)].compactMap(\.self) }
      return (read(before), read(after))
    }
    guard before.path.hasSuffix(".yaml") || before.path.hasSuffix(".yml") else { return nil }
    let read = { (file: SourceFile) in
      LooseYAML(file, limits: RegistryIndex.limits, recovering: []).roots.map { InstanceValue($0) }
    }
    return (read(before), read(after))
  }
}

extension InstanceValue {
  /// Every member and element is there with its value; records may have got more members.
  fileprivate func isKept(in other: InstanceValue) -> Bool {
    switch (self, other) {
    case (.record(let members), .record):
      members.allSatisfy { member in
        other[member.name].map { member.value.isKept(in: $0) } ?? false
      }
    case (.list(let elements), .list(let others)):
      elements.count == others.count && zip(elements, others).allSatisfy { $0.isKept(in: $1) }
    default: self == other
    }
  }
}
