import Testing

@testable import System

@Suite struct LocalRequestTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var answer: String
    var content: String?
    var fault: LocalRequest.Fault?
    var testDescription: String { answer }
  }

  @Test(arguments: [
    Case(answer: "HTTP/1.0 200 OK\r\n\r\n{}", content: "{}"),
    Case(answer: "HTTP/1.1 201 Made\r\nContent-Length: 2\r\n\r\n{}", content: "{}"),
    Case(answer: "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n{}", fault: .malformed),
    Case(answer: "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n{}", fault: .malformed),
    Case(
      answer: "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
      fault: .malformed),
    Case(answer: "HTTP/1.1 302 Found\r\nLocation: http://a/\r\n\r\n", fault: .status(302)),
    Case(answer: "HTTP/1.1 503 Busy\r\n\r\n{}", fault: .status(503)),
    Case(answer: "HTTP/1.1 200 OK\r\n\r\n12345678901", fault: .tooLong),
    Case(answer: "HTTP/1.1 200 OK\r\n", fault: .malformed),
    Case(answer: "SSH-2.0-x\r\n\r\n", fault: .malformed),
    Case(answer: "HTTP/1.1 \r\n\r\n{}", fault: .malformed),
    Case(answer: "", fault: .malformed),
  ])
  func `an answer is taken whole or not at all`(_ test: Case) {
    do throws(LocalRequest.Fault) {
      let content = try LocalRequest.content(of: Array(test.answer.utf8), 10)
      #expect(String(decoding: content, as: UTF8.self) == test.content)
    } catch {
      #expect(error == test.fault)
    }
  }

  @Test func `where nobody listens there is no connection`() {
    // Port 1 belongs to a service that nobody runs.
    #expect(throws: LocalRequest.Fault.noConnection(code: 111)) {
      try LocalRequest(port: 1, path: "/").post(
        [], type: "text/plain", limits: ProcessLimits(milliseconds: 2_000))
    }
  }
}
