// PayloadEncryption: what workflows are given and give back, unreadable to whoever only has the disk.
//
// Comes in:  payloads, keys as text.
// Goes out:  payloads in `binary/encrypted`: AES-256-GCM, a nonce of 96 random bits for each.
// Refuses:   to know where keys come from or where payloads go.
//
//   PayloadKey         a key and its name, read from text
//   EncryptedPayloads  the codec: one key to write, several to read
//   Cipher             the one wrapper of the library
