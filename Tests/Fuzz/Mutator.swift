import Foundation

/// Numbers that follow from a seed and nothing else.
struct SplitMix64 {
  private var state: UInt64
  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number below `bound`, or 0.
  mutating func below(_ bound: Int) -> Int {
    bound > 0 ? Int(truncatingIfNeeded: next() % UInt64(bound)) : 0
  }
}

/// The inputs of a run: number `n` is always the same bytes.
struct Inputs {
  private let seeds: [[UInt8]]
  private let tokens: [[UInt8]]
  private let seed: UInt64
  private static let largest = 1 << 15

  init(_ options: Options) {
    seeds =
      options.target.seeds.map { Array($0.utf8) } + options.target.binarySeeds
      + Self.corpus(options)
    tokens = options.target.tokens.map { Array($0.utf8) }
    seed = options.seed
  }

  /// Files of the corpus that suit the parser, sorted by path; large ones are cut.
  private static func corpus(_ options: Options) -> [[UInt8]] {
    guard let folder = options.corpus else { return [] }
    let paths = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
    return paths.sorted().filter { path in options.target.endings.contains { path.hasSuffix($0) } }
      .compactMap { FileManager.default.contents(atPath: "\(folder)/\($0)") }
      .map { [UInt8]($0.prefix(largest)) }
  }

  var seedCount: Int { seeds.count }

  func input(_ number: Int) -> [UInt8] {
    var random = SplitMix64(seed &* 0x2545_F491_4F6C_DD1D &+ UInt64(number))
    var bytes = seeds[random.below(seeds.count)]
    for _ in 0...random.below(6) { mutate(&bytes, &random) }
    return bytes.count > Self.largest ? Array(bytes.prefix(Self.largest)) : bytes
  }

  private func mutate(_ bytes: inout [UInt8], _ random: inout SplitMix64) {
    let place = random.below(bytes.count + 1)
    let length = min(random.below(32), bytes.count - place)
    switch random.below(10) {
    case 0 where place < bytes.count: bytes[place] ^= 1 << UInt8(random.below(8))
    case 1 where place < bytes.count: bytes[place] = UInt8(random.below(256))
    case 2: bytes.removeSubrange(place..<place + length)
    case 3: bytes.insert(contentsOf: bytes[place..<place + length], at: place)
    case 4: splice(&bytes, at: place, &random)
    case 5: bytes.removeSubrange(place...)
    case 6: repeatToken(&bytes, at: place, &random)
    case 7 where place < bytes.count: moveLine(&bytes, at: place, &random)
    default: bytes.insert(contentsOf: tokens[random.below(tokens.count)], at: place)
    }
  }

  private func splice(_ bytes: inout [UInt8], at place: Int, _ random: inout SplitMix64) {
    let other = seeds[random.below(seeds.count)]
    let start = random.below(other.count + 1)
    let piece = other[start..<min(other.count, start + random.below(200))]
    bytes.insert(contentsOf: piece, at: place)
  }

  private func repeatToken(_ bytes: inout [UInt8], at place: Int, _ random: inout SplitMix64) {
    let token = tokens[random.below(tokens.count)]
    let copies = 1 << random.below(9)
    bytes.insert(contentsOf: repeatElement(token, count: copies).joined(), at: place)
  }

  private func moveLine(_ bytes: inout [UInt8], at place: Int, _ random: inout SplitMix64) {
    let start = bytes[..<place].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let end = bytes[place...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
    let line = Array(bytes[start..<end])
    bytes.removeSubrange(start..<end)
    bytes.insert(contentsOf: line, at: random.below(bytes.count + 1))
  }
}
