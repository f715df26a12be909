import Notation

extension Node {
  /// The text of a scalar; `nil` for anything else.
  var plain: String? { if case .scalar(let scalar) = value { scalar.text } else { nil } }

  /// The elements of a list; none for anything else.
  var elements: [Node] { if case .sequence(let elements) = value { elements } else { [] } }
}
