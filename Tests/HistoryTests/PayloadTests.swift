import Foundation
import History
import SourceText
import Testing

/// What is shown of inputs and results.
@Suite struct `Payloads` {
  @Test(arguments: [
    ("json/plain", #"{"a": [1, true, null]}"#, #"{"a": [1, true, null]}"#),
    ("json/plain", #""<b>\u00e9\n""#, #""<b>é\n""#),
    ("binary/plain", "plain", "plain"),
    ("binary/plain", "\u{0}\u{1}", "encoded payload (binary/plain), 2 bytes"),
    ("binary/encrypted", "abc", "encoded payload (binary/encrypted), 3 bytes"),
    ("json/plain", "{\"a\":", "undecodable payload (json/plain), 5 bytes"),
    (
      "json/plain", String(repeating: "[", count: 200),
      "undecodable payload (json/plain), 200 bytes"
    ),
  ])
  func `are decoded when plain`(encoding: String, data: String, shown: String) {
    #expect(Self.shown(encoding, data) == shown)
  }

  @Test func `may be plain values`() {
    let document = HistoryDocument(json: Array(#"{"input":[1,{"a":"b"}]}"#.utf8))
    #expect(document.root?["input"]?.payloads().map(\.text) == ["1", #"{"a": "b"}"#])
  }

  @Test func `are cut`() {
    let text = Self.shown("json/plain", "\"\(String(repeating: "é", count: 3_000))\"", limit: 100)
    #expect(text.utf8.count <= 104 && text.hasSuffix("…"))
  }

  @Test(arguments: [
    #"{"password": "hunter2"}"#, #"{"user": {"DB_PASSWORD": "hunter2"}}"#,
    #"{"apiKey": ["hunter2"]}"#, #"{"note": "use password=hunter2 now"}"#,
    #"{"note": "{\"password\": \"hunter2\"}"}"#, #"{"note": "Authorization: hunter2"}"#,
    #""Bearer hunter2""#, #""https://me:hunter2@example.org/""#, #"{"x-auth-token": "hunter2"}"#,
    #"{"note": "-----BEGIN RSA PRIVATE KEY-----\nhunter2\n-----END RSA PRIVATE KEY-----"}"#,
    #"{"clientSecret": "hunter2", "a": 1}"#, #"{"passw\u006frd": "hunter2"}"#,
    #"{"note": "ghp_hunter2hunter2hunter2"}"#, #"{"k": "AKIAhunter2hunter2hunter2"}"#,
  ])
  func `lose their secrets`(data: String) {
    let text = Self.shown("json/plain", data)
    #expect(!text.contains("hunter2"), "\(text)")
    #expect(text.contains(Secrets.mark))
  }

  @Test(arguments: [
    #"{"max_tokens": 4096}"#, #"{"tokens_details": {"cached": 0}}"#, #"{"author": "me"}"#,
    #""the secretary passed on""#, #"{"tokenizer": "bpe"}"#, #"{"ok": true, "key": "value"}"#,
  ])
  func `keep what is no secret`(data: String) { #expect(Self.shown("json/plain", data) == data) }

  @Test func `are masked in lines of the file without moving anything`() {
    let line = #"{"password":"hunter2","a":"Bearer abc"}"#
    let masked = String(decoding: Secrets.masked(Array(line.utf8)), as: UTF8.self)
    #expect(masked == #"{"password":"*******","a":"Bearer ***"}"#)
    #expect(Secrets.masked(Array("plain".utf8)) == Array("plain".utf8))
  }

  static func shown(_ encoding: String, _ data: String, limit: Int = 4_000) -> String {
    let json = """
      {"payloads":[{"metadata":{"encoding":"\(Data(encoding.utf8).base64EncodedString())"},
      "data":"\(Data(data.utf8).base64EncodedString())"}]}
      """
    return HistoryDocument(json: Array(json.utf8)).root?.payloads(limit: limit).first?.text ?? ""
  }
}
