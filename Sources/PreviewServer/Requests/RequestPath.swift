import SourceText

/// What a request's target names: decoded once, then checked component by component.
struct RequestPath: Hashable {
  /// Clean path below the folder; `nil` for the folder itself.
  var path: CleanPath?
  /// The target ends in a slash, so only a folder's own page will do.
  var isFolder: Bool

  init(_ target: [UInt8]) throws(Refusal) {
    guard target.first == 0x2F, target.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else {
      throw .malformed
    }
    let decoded = try Self.decoded(target)
    // Some browsers take a backslash for a slash; none of our files has one in its name.
    guard !decoded.contains(0x5C) else { throw .notFound }
    isFolder = decoded.last == 0x2F
    do throws(CleanPath.Fault) {
      path = try CleanPath(bytes: Array(decoded.drop { $0 == 0x2F }))
    } catch {
      guard error == .empty else { throw .notFound }
      isFolder = true
    }
    if let path, path.components.contains(where: Self.isHidden) { throw .notFound }
  }

  /// Paths of the files that may be meant; the second one needs a redirect, so that relative
  /// links in it lead where they should.
  var candidates: (file: String, folderPage: String?) {
    guard let path else { return ("index.html", nil) }
    if isFolder { return ("\(path.text)/index.html", nil) }
    return (path.text, "\(path.text)/index.html")
  }

  /// A published folder may be a repository; its history is nobody's page.
  private static func isHidden(_ name: Substring) -> Bool {
    name.utf8.first == 0x2E && name != ".well-known"
  }

  private static func decoded(_ target: [UInt8]) throws(Refusal) -> [UInt8] {
    var decoded: [UInt8] = []
    decoded.reserveCapacity(target.count)
    var index = 0
    while index < target.count {
      var byte = target[index]
      if byte == 0x25 {
        guard index + 2 < target.count, let high = hexValue(target[index + 1]),
          let low = hexValue(target[index + 2])
        else { throw .malformed }
        byte = high << 4 | low
        index += 2
      }
      guard byte != 0 else { throw .malformed }
      decoded.append(byte)
      index += 1
    }
    return decoded
  }
}

private func hexValue(_ digit: UInt8) -> UInt8? {
  switch digit {
  case 0x30...0x39: digit - 0x30
  case 0x41...0x46: digit - 0x37
  case 0x61...0x66: digit - 0x57
  default: nil
  }
}
