import ContractRunner
import Foundation

/// Turns SIGINT and SIGTERM into a request to stop; a second one ends the process at once.
final class InterruptSignals {
    private var sources: [any DispatchSourceSignal] = []

    /// Begins to listen; `first` is called once, with the request to stop.
    init(_ interruption: Interruption, _ first: @escaping @Sendable () -> Void = {}) {
        for number in [SIGINT, SIGTERM] {
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                if interruption.isRequested { _exit(ExitStatus.interrupted.rawValue) }
                interruption.request()
                first()
                Console.error("\ninterrupted: cleaning up (once more to stop at once)")
            }
            source.resume()
            sources.append(source)
        }
    }

    func stop() {
        sources.forEach { $0.cancel() }
        for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
    }
}

/// Waits until the process is asked to end.
final class EndSignals {
    private let stream: AsyncStream<Void>
    private var sources: [any DispatchSourceSignal] = []

    init() {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
        self.stream = stream
        for number in [SIGINT, SIGTERM] {
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { continuation.yield() }
            source.resume()
            sources.append(source)
        }
    }

    func wait() async {
        for await _ in stream { return }
    }
}
