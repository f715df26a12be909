/// What is dangerous about an attribute of a drawing; `nil` for nothing.
///
/// The name comes in lower case and with its prefix, the value with its character references
/// decoded.
func danger(inAttribute name: String, _ value: String) -> String? {
  let local = localName(name)
  let compact = String(String.UnicodeScalarView(value.unicodeScalars.filter { $0.value > 0x20 }))
    .lowercased()
  if local.hasPrefix("on"), local.utf8.count > 2 { return "an event handler" }
  if name == "xmlns" || name.hasPrefix("xmlns:") {
    let known = ["1999/xhtml", "xsl/transform", "xml-events"]
    return known.contains(where: compact.contains) ? "elements of another language" : nil
  }
  if name == "xml:base" { return "an address that moves all others" }
  if ["javascript:", "vbscript:"].contains(where: compact.contains) {
    return "a reference that runs"
  }
  if addressAttributes.contains(local), !isHarmless(address: compact) {
    return "a reference that runs or leaves the site"
  }
  if styleAttributes.contains(local) { return danger(inStyle: value) }
  return isHarmless(functions: compact) ? nil : "a reference that runs or leaves the site"
}

private let addressAttributes: Set<String> = [
  "href", "src", "srcset", "srcdoc", "data", "action", "formaction", "poster", "ping", "cite",
  "background", "manifest",
]

/// Attributes that are read as CSS, escapes included.
private let styleAttributes: Set<String> = [
  "style", "fill", "stroke", "filter", "mask", "clip-path", "cursor", "marker", "marker-start",
  "marker-mid", "marker-end", "font", "font-family", "color-profile",
]

/// What is dangerous about CSS; `nil` for nothing. Escapes could hide anything, so there are none.
func danger(inStyle text: String) -> String? {
  let compact = String(String.UnicodeScalarView(text.unicodeScalars.filter { $0.value > 0x20 }))
    .lowercased()
  if compact.contains("\\") { return "an escape in a style" }
  let loads = [
    "@import", "expression(", "image-set(", "cross-fade(", "src(", "-moz-binding", "behavior:",
    "javascript:",
  ]
  if loads.contains(where: compact.contains) || !isHarmless(functions: compact) {
    return "a style that loads or runs something"
  }
  return nil
}

/// Every `url(…)` leads to a part of the drawing or holds a raster image.
private func isHarmless(functions compact: String) -> Bool {
  var rest = Substring(compact)
  while let range = rest.firstRange(of: "url(") {
    rest = rest[range.upperBound...]
    let target = rest.drop { $0 == "\"" || $0 == "'" }
    guard target.hasPrefix("#") || isRasterImage(target) else { return false }
  }
  return true
}

/// A part of the drawing, a raster image inside it, or a file of this site.
private func isHarmless(address: String) -> Bool {
  if address.hasPrefix("#") || isRasterImage(Substring(address)) { return true }
  if address.hasPrefix("//") || address.contains("\\") { return false }
  let start = address.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
  return !start.contains(":")
}

private func isRasterImage(_ address: Substring) -> Bool {
  ["png", "jpeg", "jpg", "gif", "webp", "avif"].contains { type in
    address.hasPrefix("data:image/\(type);") || address.hasPrefix("data:image/\(type),")
  }
}

/// A name without its namespace prefix.
func localName(_ name: some StringProtocol) -> String {
  String(name.split(separator: ":", omittingEmptySubsequences: false).last ?? "")
}

/// Text with `&#x6A;` and the like decoded; named references stay, as a drawing declares none.
func withoutReferences(_ bytes: ArraySlice<UInt8>) -> String {
  guard bytes.contains(UInt8(ascii: "&")) else { return String(decoding: bytes, as: UTF8.self) }
  var text = String.UnicodeScalarView()
  var rest = Substring(String(decoding: bytes, as: UTF8.self)).unicodeScalars
  while let scalar = rest.popFirst() {
    guard scalar == "&", rest.first == "#",
      let end = rest.prefix(12).firstIndex(of: ";"),
      let decoded = referenced(String(rest[..<end].dropFirst()))
    else {
      text.append(scalar)
      continue
    }
    text.append(decoded)
    rest = rest[rest.index(after: end)...]
  }
  return String(text)
}

/// The scalar that `106` or `x6A` stands for.
private func referenced(_ digits: String) -> Unicode.Scalar? {
  let isHexadecimal = digits.hasPrefix("x") || digits.hasPrefix("X")
  let value =
    isHexadecimal ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits, radix: 10)
  return value.flatMap(Unicode.Scalar.init)
}
