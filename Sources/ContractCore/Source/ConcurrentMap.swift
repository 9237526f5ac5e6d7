import Dispatch
import Synchronization

extension Array where Element: Sendable {
    /// What a function makes of each element, in order, on as many cores as there are.
    ///
    /// Runs of neighbours are taken by threads in turn; a short array is not worth a second thread. The function must
    /// depend on nothing but its argument, so the result is that of `map`.
    public func concurrentMap<Result: Sendable>(_ transform: @Sendable (Element) -> Result) -> [Result] {
        concurrentMap(with: {}) { _, element in transform(element) }
    }

    /// As above; each thread has a worker of its own, which keeps what is worth keeping from one element to the next.
    func concurrentMap<Worker: Sendable, Result: Sendable>(
        with worker: @Sendable () -> Worker, _ transform: @Sendable (Worker, Element) -> Result
    ) -> [Result] {
        guard count >= ConcurrentMap.worthwhile else {
            let worker = worker()
            return map { transform(worker, $0) }
        }
        let length = Swift.max(1, count / ConcurrentMap.parts)
        let starts = Array<Int>(stride(from: 0, to: count, by: length))
        let idle = Mutex<[Worker]>([])
        let made = Mutex([[Result]?](repeating: nil, count: starts.count))
        DispatchQueue.concurrentPerform(iterations: starts.count) { part in
            let worker = idle.withLock { $0.popLast() } ?? worker()
            defer { idle.withLock { $0.append(worker) } }
            let results = self[starts[part]..<Swift.min(starts[part] + length, count)].map { transform(worker, $0) }
            made.withLock { $0[part] = results }
        }
        return made.withLock { made in made.flatMap { $0 ?? [] } }
    }
}

private enum ConcurrentMap {
    /// The fewest elements that are shared out.
    static let worthwhile = 16
    /// About how many runs of neighbours there are: more than cores, so that a slow one holds nobody up.
    static let parts = 64
}
