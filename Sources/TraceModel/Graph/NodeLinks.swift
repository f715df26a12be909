/// The links that start at a node or lead to it, in stored order.
///
/// A type of its own, known to callers, because every page walks a few of these lists.
public struct NodeLinks: RandomAccessCollection, Sendable {
  @usableFromInline let links: [TraceLink]
  @usableFromInline let positions: ArraySlice<Int32>

  init(_ links: [TraceLink], at positions: ArraySlice<Int32>) {
    self.links = links
    self.positions = positions
  }

  /// The first index; indices are not counted from 0.
  @inlinable public var startIndex: Int { positions.startIndex }

  /// The index after the last one.
  @inlinable public var endIndex: Int { positions.endIndex }

  /// A link; borrowed, because a copy counts several references.
  @inlinable public subscript(_ index: Int) -> TraceLink {
    _read { yield links[Int(positions[index])] }
  }
}
