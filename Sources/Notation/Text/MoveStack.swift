/// Values of collections that are still open, one stack for all of them.
///
/// A closed collection is *moved* out into an array of exactly its size: no growth by doubling, and
/// no retain and release for each element, which together cost more than parsing does.
struct MoveStack<Element>: ~Copyable {
  private var memory: UnsafeMutablePointer<Element>
  private var capacity: Int
  private(set) var count = 0

  init() {
    capacity = 64
    memory = .allocate(capacity: capacity)
  }

  deinit {
    memory.deinitialize(count: count)
    memory.deallocate()
  }

  @inline(__always)
  mutating func push(_ element: consuming Element) {
    if count == capacity { grow() }
    (memory + count).initialize(to: element)
    count += 1
  }

  /// Moves everything from `base` on into an array.
  @inline(__always)
  mutating func popArray(from base: Int) -> [Element] {
    let size = count - base
    guard size > 0 else { return [] }
    count = base
    let start = memory + base
    return Array(unsafeUninitializedCapacity: size) { buffer, initialized in
      // A capacity above zero always has an address.
      buffer.baseAddress?.moveInitialize(from: start, count: size)
      initialized = size
    }
  }

  subscript(index: Int) -> Element {
    precondition(index < count, "read beyond the stack")
    return memory[index]
  }

  private mutating func grow() {
    let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity * 2)
    larger.moveInitialize(from: memory, count: count)
    memory.deallocate()
    memory = larger
    capacity *= 2
  }
}
