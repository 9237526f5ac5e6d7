import Foundation

/// A thread that can be waited for.
final class Worker: Sendable {
    private let body: @Sendable () -> Void
    private let ended = DispatchSemaphore(value: 0)

    init(_ body: @escaping @Sendable () -> Void) {
        self.body = body
    }

    func start() {
        let thread = Thread { [self] in
            body()
            ended.signal()
        }
        thread.stackSize = 4 << 20
        thread.start()
    }

    func join() { ended.wait() }
}
