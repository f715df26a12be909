/// Why a name cannot be that of a file on every common file system; `nil` when it can.
///
/// Worded to follow the name: `ends with a space`. Control characters are refused elsewhere.
public func portabilityFault(ofName name: String) -> String? {
  // Nearly every name is plain, and a large project has many.
  if name.utf8.count <= longestName, name.utf8.allSatisfy(isPlain), !isDevice(name) { return nil }
  if name.utf8.count > longestName {
    return "has \(name.utf8.count) bytes, expected at most \(longestName)"
  }
  for scalar in name.unicodeScalars {
    if "<>:\"|?*\\".unicodeScalars.contains(scalar) {
      return "holds \u{201C}\(scalar)\u{201D}, which not every file system allows"
    }
    if reordersText(scalar) { return "holds a character that reorders text" }
  }
  if isDevice(name) { return "is the name of a device on some systems" }
  let stem = name.split(separator: ".", omittingEmptySubsequences: false).dropLast()
    .joined(separator: ".")
  let ends = [name.utf8.first, name.utf8.last, stem.utf8.last].contains(0x20)
  if ends { return "begins or ends with a space" }
  return name.utf8.last == 0x2E ? "ends with a full stop" : nil
}

/// Bytes of the longest name that every common file system takes.
private let longestName = 255

/// Bytes of the longest path below the folder of a site: what the system takes, with room for that.
private let longestPath = 3_800

/// Why a path of several names cannot be that of a file everywhere; `nil` when it can.
///
/// Names the component: `“con.html” is the name of a device on some systems`.
public func portabilityFault(ofPath path: String) -> String? {
  for name in path.utf8.split(separator: 0x2F) {
    let name = String(Substring(name))
    if let fault = portabilityFault(ofName: name) {
      return "\u{201C}\(displayName(clipped(name)))\u{201D} \(fault)"
    }
  }
  let count = path.utf8.count
  return count > longestPath ? "the path has \(count) bytes, expected at most \(longestPath)" : nil
}

private func clipped(_ name: String) -> String {
  name.unicodeScalars.count <= 60
    ? name : String(String.UnicodeScalarView(name.unicodeScalars.prefix(60))) + "…"
}

private func isPlain(_ byte: UInt8) -> Bool {
  switch byte {
  case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F: true
  // A full stop at the end is found below.
  default: false
  }
}

private func isDevice(_ name: String) -> Bool {
  let stem = name.prefix { $0 != "." }.lowercased()
  if ["con", "prn", "aux", "nul"].contains(stem) { return true }
  let digits = stem.dropFirst(3)
  return (stem.hasPrefix("com") || stem.hasPrefix("lpt")) && digits.utf8.count == 1
    && digits.utf8.allSatisfy { (0x31...0x39).contains($0) }
}

private func reordersText(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x61C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
  default: false
  }
}
