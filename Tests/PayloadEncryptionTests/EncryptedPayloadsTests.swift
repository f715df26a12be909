import Orchestration
import Testing

@testable import PayloadEncryption

@Suite struct `Encrypted payloads` {
  let key: PayloadKey
  let other: PayloadKey
  static let payload = Payload(json: Array(#"{"card":"4111"}"#.utf8))

  init() throws {
    key = try PayloadKey("k:" + String(repeating: "0f", count: 32))
    other = try PayloadKey("o:" + String(repeating: "1e", count: 32))
  }

  private func codec() throws -> EncryptedPayloads { try EncryptedPayloads(key) }

  private func bytes(_ hex: String) -> [UInt8] {
    let digits = hex.compactMap(\.hexDigitValue)
    return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
  }

  /// Test case 16 of the specification of GCM.
  @Test func `the cipher opens what the specification has sealed`() {
    let sealed = bytes(
      "cafebabefacedbaddecaf888522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
        + "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f66276fc6ece0f4e1768cddf8853bb2d551b"
    )
    let key = bytes("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308")
    let header = bytes("feedfacedeadbeeffeedfacedeadbeefabaddad2")
    let plain = bytes(
      "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e24"
        + "49a6b525b16aedf5aa0de657ba637b39")
    #expect(Cipher.open(sealed[...], key: key, header: header) == plain)
    #expect(Cipher.open(sealed[...], key: key, header: header + [0]) == nil)
  }

  @Test(arguments: [
    payload, .null, Payload(encoding: "binary/plain", data: []),
    Payload(encoding: "", data: [0, 255]),
    Payload(encoding: "binary/plain", data: Array(repeating: 7, count: 100_000)),
  ])
  func `a payload comes back as it was, and looks different each time`(_ payload: Payload) throws {
    let codec = try codec()
    let (one, two) = (try codec.encode(payload), try codec.encode(payload))
    #expect(one.encoding == "binary/encrypted" && one != two)
    #expect(try codec.decode(one) == payload)
    #expect(try codec.decode(two) == payload)
    #expect(try codec.encode(one) == one)
    #expect(try codec.decode(payload) == payload)
  }

  @Test func `no byte can be changed, removed or added`() throws {
    let codec = try codec()
    let sealed = try codec.encode(Self.payload)
    func isRefused(_ data: [UInt8]) -> Bool {
      do {
        _ = try codec.decode(Payload(encoding: Payload.encrypted, data: data))
        return false
      } catch { return error is UnreadablePayload }
    }
    for place in sealed.data.indices {
      for bit in 0..<8 {
        var data = sealed.data
        data[place] ^= 1 << UInt8(bit)
        #expect(isRefused(data), "byte \(place), bit \(bit)")
      }
      #expect(isRefused(Array(sealed.data[..<place])), "cut at \(place)")
    }
    #expect(isRefused(sealed.data + [0]))
  }

  @Test func `an older key reads, and a key that is not there is named`() throws {
    let old = try EncryptedPayloads(other).encode(Self.payload)
    let both = try EncryptedPayloads(key, older: [other])
    #expect(try both.decode(old) == Self.payload)
    #expect(throws: UnreadablePayload.unknownKey("o")) { try codec().decode(old) }
    #expect(throws: UnreadablePayload.unknownKey("k")) {
      try EncryptedPayloads(other).decode(both.encode(Self.payload))
    }
    let impostor = try PayloadKey("o:" + String(repeating: "2d", count: 32))
    #expect(throws: UnreadablePayload.damaged) { try EncryptedPayloads(impostor).decode(old) }
  }

  @Test func `who has no key passes on what is plain, and refuses the rest`() throws {
    let sealed = try codec().encode(Self.payload)
    #expect(try PlainPayloads().decode(Self.payload) == Self.payload)
    #expect(throws: UnreadablePayload.noKey) { try PlainPayloads().decode(sealed) }
  }
}
