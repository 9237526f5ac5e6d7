import Foundation

/// A thread with room for the depth of a case.
struct Worker {
    private let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) {
        self.body = body
    }

    func start() {
        let thread = Thread(block: body)
        thread.stackSize = 4 << 20
        thread.start()
    }
}
