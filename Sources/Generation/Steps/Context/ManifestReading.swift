import Notation
import SourceText

/// Reads the names of dependencies out of package manifests; versions are of no interest here.
enum ManifestReading {
  enum Form { case javascript, php, python, requirements, go, rust, swift, ruby }

  static func form(of path: String) -> Form? {
    let name = path.split(separator: "/").last ?? ""
    switch name {
    case "package.json": return .javascript
    case "composer.json": return .php
    case "pyproject.toml": return .python
    case "go.mod": return .go
    case "Cargo.toml": return .rust
    case "Package.swift": return .swift
    case "Gemfile": return .ruby
    default:
      return name.hasPrefix("requirements") && name.hasSuffix(".txt") ? .requirements : nil
    }
  }

  /// In the order of the file, each once.
  static func dependencies(in file: SourceFile) -> [String] {
    guard let form = form(of: file.path) else { return [] }
    let text = String(decoding: file.bytes.prefix(256 << 10), as: UTF8.self)
    let lines = text.split(whereSeparator: \.isNewline).map { $0.drop { $0 == " " || $0 == "\t" } }
    let found: [String]
    switch form {
    case .javascript: found = keys(["dependencies", "devDependencies"], in: file)
    case .php: found = keys(["require", "require-dev"], in: file)
    case .python: found = python(lines)
    case .requirements: found = lines.filter { $0.first?.isLetter == true }.map(name)
    case .go: found = lines.compactMap(goModule)
    case .rust: found = table(lines) { $0.hasSuffix("dependencies]") }
    case .swift: found = lines.filter { $0.contains(".package(") }.compactMap(package)
    case .ruby:
      found = lines.filter { $0.hasPrefix("gem ") }.compactMap { quoted(in: $0).first.map(name) }
    }
    var seen: Set<String> = []
    return Array(found.filter { !$0.isEmpty && seen.insert($0).inserted }.prefix(200))
  }

  private static func keys(_ members: [String], in file: SourceFile) -> [String] {
    let root = JSONParser.parse(file).root
    return members.flatMap { root?[$0]?.entries?.map(\.key) ?? [] }
  }

  /// The list `dependencies`, and the table of the other tool.
  private static func python(_ lines: [Substring]) -> [String] {
    var found: [String] = []
    var isInside = false
    for line in lines {
      if isInside {
        isInside = line.first != "]"
        found += quoted(in: line).map(name)
      } else if line.hasPrefix("dependencies"), let open = line.firstIndex(of: "[") {
        found += quoted(in: line[open...]).map(name)
        isInside = line.last != "]"
      }
    }
    return found
      + table(lines) { $0.hasPrefix("[tool.poetry") && $0.hasSuffix("dependencies]") }
      .filter { $0 != "python" }
  }

  /// Keys of the tables whose headings fit.
  private static func table(_ lines: [Substring], _ fits: (Substring) -> Bool) -> [String] {
    var isInside = false
    var found: [String] = []
    for line in lines {
      if line.first == "[" {
        isInside = fits(line)
      } else if isInside, line.contains("="), line.first != "#" {
        found.append(name(line))
      }
    }
    return found
  }

  private static func goModule(_ line: Substring) -> String? {
    let words = line.split(separator: " ").filter { $0 != "require" }
    guard words.count >= 2, words[0].contains("."), words[0].contains("/"),
      words[1].hasPrefix("v"), !line.hasPrefix("replace")
    else { return nil }
    return String(words[0])
  }

  /// The last part of an address, or of a path.
  private static func package(_ line: Substring) -> String? {
    let address = quoted(in: line).first { $0.contains("/") }
    let last = address?.split(separator: "/").last ?? ""
    return last.isEmpty ? nil : String(last.hasSuffix(".git") ? last.dropLast(4) : last)
  }

  /// What stands in single or double quotes.
  private static func quoted(in line: Substring) -> [Substring] {
    var found: [Substring] = []
    var rest = line
    while let open = rest.firstIndex(where: { $0 == "\"" || $0 == "'" }) {
      let mark = rest[open]
      let inside = rest[rest.index(after: open)...]
      guard let close = inside.firstIndex(of: mark) else { break }
      found.append(inside[..<close])
      rest = inside[inside.index(after: close)...]
    }
    return found
  }

  /// A name without version, extras and marks.
  private static func name(_ text: Substring) -> String {
    String(text.drop { $0 == "\"" }.prefix { $0.isLetter || $0.isNumber || "-_.@/".contains($0) })
  }
}
