import EmbeddedHost
import Glibc
import Orchestration
import Synchronization

/// The database of a schedule, which can be thrown back to what is on the disk.
final class SimulatedDatabase {
  private(set) var service: Service
  private let plan: SchedulePlan
  private let plants: Set<Plant>
  private let folder: String
  private var generation = 0
  /// Taken in the middle of a transaction, for the case that nothing of it reached the disk.
  private var picture = false

  init(_ plan: SchedulePlan, _ plants: Set<Plant>) throws {
    self.plan = plan
    self.plants = plants
    let root = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
    folder = "\(root)/throughline-simulation-\(getpid())-\(Self.nextNumber())"
    if plan.isOnDisk { mkdir(folder, 0o700) }
    service = try Self.open(plan, folder, 0, plants)
  }

  private static let made = Atomic<Int>(0)

  /// Schedules may run side by side.
  private static func nextNumber() -> Int { made.add(1, ordering: .relaxed).newValue }

  deinit {
    guard plan.isOnDisk else { return }
    remove(generation)
    rmdir(folder)
  }

  private static func open(
    _ plan: SchedulePlan, _ folder: String, _ generation: Int, _ plants: Set<Plant>
  ) throws -> Service {
    let path = plan.isOnDisk ? "\(folder)/\(generation).db" : ":memory:"
    if generation == 0, plan.isOnDisk { for end in files(path) { unlink(end) } }
    // Ids of runs must not come again after a crash.
    let random = SeededRandom(seed: plan.seed &* 31 &+ UInt64(generation))
    var limits = Service.Limits()
    if plan.hasShortHistories { limits.events = 40 }
    let service = try Service(path: path, limits: limits, random: random)
    service.plants = plants
    return service
  }

  /// Copies the files as they are at this moment, as a crash of the process would leave them.
  func takePicture() throws {
    for (from, to) in zip(files(of: generation), files(of: generation + 1)) { copy(from, to) }
    picture = true
  }

  /// Opens the picture in the place of the database.
  func crash() throws {
    if !picture { try takePicture() }
    picture = false
    let old = generation
    generation += 1
    service = try Self.open(plan, folder, generation, plants)
    remove(old)
  }

  /// Lets the database take no more pages than it has, or as many as it likes.
  func setFull(_ isFull: Bool) throws {
    var pages = 0
    try service.read("PRAGMA page_count") { pages = $0.int(0) }
    try service.read("PRAGMA max_page_count=\(isFull ? pages : 1_000_000)") { _ in }
  }

  private func files(of generation: Int) -> [String] {
    Self.files("\(folder)/\(generation).db")
  }

  /// The index beside the log is made again from the log.
  private static func files(_ path: String) -> [String] { [path, path + "-wal"] }

  private func remove(_ generation: Int) {
    for file in files(of: generation) { unlink(file) }
    unlink("\(folder)/\(generation).db-shm")
  }

  private func copy(_ from: String, _ to: String) {
    unlink(to)
    guard let source = fopen(from, "rb") else { return }
    defer { fclose(source) }
    guard let target = fopen(to, "wb") else { return }
    defer { fclose(target) }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&buffer, 1, buffer.count, source), count > 0 {
      fwrite(buffer, 1, count, target)
    }
  }
}
