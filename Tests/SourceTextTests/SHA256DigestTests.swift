import SourceText
import Testing

/// Vectors of FIPS 180-4 and its examples.
@Suite struct `SHA-256 digests` {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let bytes: [UInt8]
    let digest: String
    var testDescription: String { name }
  }

  static let cases: [Case] = [
    Case(
      name: "nothing", bytes: [],
      digest: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    Case(
      name: "one block", bytes: Array("abc".utf8),
      digest: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    Case(
      name: "a length that does not fit the last block",
      bytes: Array("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".utf8),
      digest: "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"),
    Case(
      name: "many blocks", bytes: [UInt8](repeating: 0x61, count: 1_000_000),
      digest: "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
  ]

  @Test(arguments: cases) func `bytes have the digest that everybody computes`(_ example: Case) {
    #expect(SHA256Digest(of: example.bytes).description == example.digest)
  }
}
