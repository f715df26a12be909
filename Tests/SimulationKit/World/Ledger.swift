/// What clients have asked for, and what they were told.
struct Ledger {
  struct Start {
    var workflowID: String
    var requestID: String
    var type: String
    /// What the engine said that it started.
    var runID: String?
    var wasTried = false
  }

  struct Message {
    enum Kind: String { case signal, update }
    var kind: Kind
    var workflowID: String
    var requestID: String
    var isConfirmed = false
  }

  var starts: [Start] = []
  var messages: [Message] = []
  /// Requests whose answer was not heard, by place.
  var unheardStarts: [Int] = []
  var unheardMessages: [Int] = []
}
