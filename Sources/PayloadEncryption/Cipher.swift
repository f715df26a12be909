import CSSL

/// AES-256-GCM, random bytes and SHA-256 of libcrypto; the only place that knows the library.
enum Cipher {
  static let keyLength = 32
  static let nonceLength = 12
  static let tagLength = 16

  /// The library does not do what it always does: there is no entropy, or no memory.
  struct Fault: Error, CustomStringConvertible {
    var description: String { "libcrypto cannot encrypt" }
  }

  /// A nonce, the ciphertext and its tag, behind one another; `header` is authenticated with it.
  static func seal(_ plain: [UInt8], key: [UInt8], header: [UInt8]) throws -> [UInt8] {
    var nonce = [UInt8](repeating: 0, count: nonceLength)
    guard RAND_bytes(&nonce, Int32(nonceLength)) == 1 else { throw Fault() }
    // EVP_CIPHER_CTX_new, EVP_CIPHER_CTX_free.
    guard let context = EVP_CIPHER_CTX_new() else { throw Fault() }
    defer { EVP_CIPHER_CTX_free(context) }
    // One more than is used: an empty text has no address.
    var output = [UInt8](repeating: 0, count: plain.count + 1)
    var tag = [UInt8](repeating: 0, count: tagLength)
    var count: Int32 = 0
    guard EVP_EncryptInit_ex(context, EVP_aes_256_gcm(), nil, key, nonce) == 1,
      EVP_EncryptUpdate(context, nil, &count, header, Int32(header.count)) == 1,
      EVP_EncryptUpdate(context, &output, &count, plain, Int32(plain.count)) == 1,
      Int(count) == plain.count,
      EVP_EncryptFinal_ex(context, &tag, &count) == 1, count == 0,
      EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, Int32(tagLength), &tag) == 1
    else { throw Fault() }
    return nonce + output.dropLast() + tag
  }

  /// What was sealed; `nil` when a byte of it, of the header or of the key is another.
  static func open(_ sealed: ArraySlice<UInt8>, key: [UInt8], header: [UInt8]) -> [UInt8]? {
    guard sealed.count >= nonceLength + tagLength, let context = EVP_CIPHER_CTX_new() else {
      return nil
    }
    defer { EVP_CIPHER_CTX_free(context) }
    let nonce = Array(sealed.prefix(nonceLength))
    let text = Array(sealed.dropFirst(nonceLength).dropLast(tagLength))
    var tag = Array(sealed.suffix(tagLength))
    var output = [UInt8](repeating: 0, count: text.count + 1)
    var rest = [UInt8](repeating: 0, count: tagLength)
    var count: Int32 = 0
    guard EVP_DecryptInit_ex(context, EVP_aes_256_gcm(), nil, key, nonce) == 1,
      EVP_DecryptUpdate(context, nil, &count, header, Int32(header.count)) == 1,
      EVP_DecryptUpdate(context, &output, &count, text, Int32(text.count)) == 1,
      Int(count) == text.count,
      EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, Int32(tagLength), &tag) == 1,
      // Nothing of the output may be believed before this.
      EVP_DecryptFinal_ex(context, &rest, &count) == 1
    else { return nil }
    return output.dropLast()
  }

  static func digest(_ bytes: [UInt8]) -> [UInt8] {
    var result = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
    _ = SHA256(bytes, bytes.count, &result)
    return result
  }
}
