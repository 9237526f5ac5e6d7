import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix

/// One listening port; turns what arrives into calls and answers into what is sent.
final class Listener: Sendable {
    /// What stands behind a port.
    struct Service: Sendable {
        /// The largest body that is read, in bytes.
        var maximumBody: Int
        /// The bytes of bodies that are held at once, all connections together; what goes beyond is answered with 503.
        var maximumBodies = 192 << 20
        /// How long every answer is held back.
        var latency: Duration = .zero
        /// How answers are framed.
        var framing = EmulatorConfiguration.Framing.length
        /// Answers a request.
        var answer: @Sendable (HTTPCall) -> HTTPAnswer
        /// The answer to a body that is larger.
        var tooLarge: @Sendable () -> HTTPAnswer
    }

    /// The most connections at once; further ones wait until one ends.
    private static let maximumConnections = 1024
    /// How long stop waits for requests in flight before it cuts connections.
    private static let grace = Duration.seconds(5)

    /// The port in use, also when the system chose it.
    let port: Int
    private let server: Server<ConnectionSetup>
    private let task: Task<Void, Never>
    private let group: MultiThreadedEventLoopGroup

    private init(
        port: Int, server: Server<ConnectionSetup>, task: Task<Void, Never>, group: MultiThreadedEventLoopGroup
    ) {
        self.port = port
        self.server = server
        self.task = task
        self.group = group
    }

    /// Opens a port; returns when connections are accepted.
    static func start(
        host: String, port: Int, logger: Logger, service: Service
    ) async throws(EmulatorError) -> Listener {
        var logger = logger
        logger.logLevel = max(logger.logLevel, .notice)
        let (stream, continuation) = AsyncStream<Result<Int, any Error>>.makeStream()
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let server = Server(
            childChannelSetup: ConnectionSetup(service: service),
            configuration: ServerConfiguration(
                address: .hostname(host, port: port), backlog: 1024,
                availableConnectionsDelegate: MaximumAvailableConnections(maximumConnections)),
            onServerRunning: { channel in continuation.yield(.success(channel.localAddress?.port ?? port)) },
            eventLoopGroup: group, logger: logger)
        let task = Task(executorPreference: LoopExecutor(group.next())) {
            do {
                try await server.run()
            } catch {
                continuation.yield(.failure(error))
            }
            continuation.finish()
        }
        var iterator = stream.makeAsyncIterator()
        let outcome = await iterator.next()
        if case .success(let port) = outcome {
            return Listener(port: port, server: server, task: task, group: group)
        }
        await task.value
        try? await group.shutdownGracefully()
        switch outcome {
        case .failure(let error as IOError) where error.errnoCode == EADDRINUSE:
            throw .portInUse(host: host, port: port)
        case .failure(let error): throw .cannotListen(host: host, port: port, reason: "\(error)")
        default: throw .cannotListen(host: host, port: port, reason: "the listener ended at once")
        }
    }

    /// Closes the port, lets requests in flight finish, and closes all connections.
    func stop() async {
        let cut = Task { [task] in
            guard (try? await Task.sleep(for: Self.grace)) != nil else { return }
            task.cancel()
        }
        try? await server.shutdownGracefully()
        await task.value
        cut.cancel()
        try? await group.shutdownGracefully()
    }
}
