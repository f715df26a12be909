/// `RT-2` before `RT-10`: runs of digits compare as numbers, everything else by bytes.
public func isNaturallyOrdered(_ a: String, before b: String) -> Bool {
  // Sorting a graph asks this a million times; the bytes are looked at where they are.
  var (a, b) = (a, b)
  return a.withUTF8 { a in b.withUTF8 { b in isNaturallyOrdered(a, before: b) } }
}

private typealias Bytes = UnsafeBufferPointer<UInt8>

private func isNaturallyOrdered(_ a: Bytes, before b: Bytes) -> Bool {
  var (i, j) = (0, 0)
  while i < a.count, j < b.count {
    if isDigit(a[i]), isDigit(b[j]) {
      let (x, y) = (digits(a, from: &i), digits(b, from: &j))
      if x.count != y.count { return x.count < y.count }
      if !x.elementsEqual(y) { return x.lexicographicallyPrecedes(y) }
    } else {
      if a[i] != b[j] { return a[i] < b[j] }
      i += 1
      j += 1
    }
  }
  // Equal but for leading zeros or length: a total order needs the last word.
  return a.count - i != b.count - j ? a.count - i < b.count - j : a.lexicographicallyPrecedes(b)
}

private func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

/// A number without its leading zeros.
private func digits(_ bytes: Bytes, from index: inout Int) -> Slice<Bytes> {
  while index < bytes.count, bytes[index] == 0x30 { index += 1 }
  let start = index
  while index < bytes.count, isDigit(bytes[index]) { index += 1 }
  return bytes[start..<index]
}
