import Synchronization

/// Workers that keep what is worth keeping from one piece of work to the next, each used by one thread at a time.
///
/// There are never more than pieces of work at once.
final class WorkerPool<Worker: Sendable>: Sendable {
    private let free = Mutex<[Worker]>([])
    private let make: @Sendable () -> Worker

    /// Makes a pool whose workers are made when they are needed.
    init(_ make: @escaping @Sendable () -> Worker) {
        self.make = make
    }

    /// Lends a worker.
    func with<Result>(_ work: (Worker) -> Result) -> Result {
        let worker = free.withLock { $0.popLast() } ?? make()
        defer { free.withLock { $0.append(worker) } }
        return work(worker)
    }
}
