import Testing

@testable import PayloadEncryption

/// Keys as people write them.
@Suite struct `Payload keys` {
  static let hex = String(repeating: "0f", count: 32)
  static let base64 = "Dw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8="

  @Test func `hex and base64 are the same key, and a name may stand before it`() throws {
    let keys = try [Self.hex, Self.hex.uppercased(), Self.base64, "2026-11:\(Self.base64)"].map {
      try PayloadKey($0)
    }
    #expect(keys.allSatisfy { $0.bytes == Array(repeating: 0x0F, count: 32) })
    #expect(Set(keys.prefix(3).map(\.id)).count == 1)
    #expect(keys[0].id.utf8.count == 8)
    #expect(keys[3].id == "2026-11")
    #expect(try PayloadKey.list("a:\(Self.hex),b:\(Self.base64)").map(\.id) == ["a", "b"])
  }

  @Test(arguments: [
    "", ":", "short", String(hex.dropLast(2)), hex + "00", "g" + hex.dropFirst(),
    base64 + "A",
    "\(base64),\(base64)", ":\(hex)", "two words:\(hex)",
    String(repeating: "n", count: 33) + ":" + hex,
  ])
  func `anything else is refused, and never repeated`(_ text: String) {
    let fault = #expect(throws: PayloadKeyFault.self) { try PayloadKey(text) }
    if text.count > 8 { #expect(fault?.description.contains(text.suffix(8)) == false) }
  }

  @Test func `two keys with one name are refused`() throws {
    let key = try PayloadKey("a:\(Self.hex)")
    let other = try PayloadKey("a:" + String(repeating: "1f", count: 32))
    #expect(throws: PayloadKeyFault.self) { try EncryptedPayloads(key, older: [other]) }
  }
}
