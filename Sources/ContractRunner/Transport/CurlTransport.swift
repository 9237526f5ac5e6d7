public import ContractCore
import Synchronization

/// Sends requests with libcurl and reports what went over the wire, byte for byte.
///
/// **Blocking.** A case is a straight line of requests, and the runner gives each case a thread. Such a thread has
/// nothing to do while it waits, so a reused easy handle for each request under way is all it takes: no event loop, no
/// hop between threads, no callback that has to find its case again. The multi interface would serve many transfers on
/// one thread, but it would run all callbacks and all TLS on that thread, which then is the bottleneck, and buys
/// nothing at the tens of cases that run at once.
///
/// **One pool.** Idle handles wait in a stack; the one used last for the origin is used next, so connections are
/// reused. Each handle keeps one connection. Before a handle is used again its connection is looked at: when it was
/// closed, or more than one response came over it, it is dropped, so that bytes sent late are never taken for the
/// next response.
///
/// **Sent once.** When a reused connection ends before the first byte of a response, libcurl repeats the request on
/// another connection, whatever its method, since servers close idle connections at any time. Only safe methods (GET,
/// HEAD, OPTIONS, TRACE) are repeated; any other request is stopped before it would go out a second time. So that this
/// costs no verdicts, such a request uses a kept connection only at an origin that is known to keep them: one that
/// answered a safe request over a kept connection, or left several open, and never closed one within a second. Anywhere
/// else it gets a new connection.
///
/// **As written.** Method, path, query and header lines are sent as the request gives them; see `RequestPlan` for the
/// few things that cannot be sent. libcurl adds a Host line when there is none, and Content-Length when there is
/// content. A POST, PUT or PATCH without content is sent with "Content-Length: 0". No redirect is followed, no content
/// coding undone, no cookie kept, no credential taken from anywhere but the header lines.
///
/// The remote address of an exchange is written with its port. The times of phases that a reused connection spares
/// are zero.
public final class CurlTransport: Transport {
    private let options: TransportOptions
    private let flag = InterruptFlag()
    private let idle = Mutex<[CurlHandle]>([])
    private let origins: OriginMemories
    private let room: ContentRoom
    /// The number of idle handles, and so of idle connections, that are kept.
    private static let maximumIdle = 64
    /// How long a connection may have been idle that a request is to use which cannot be repeated; servers keep
    /// connections for two seconds and more.
    private static let longestIdle = Duration.seconds(1)

    /// Makes a transport; nothing is connected before the first request.
    public init(options: TransportOptions = TransportOptions()) {
        self.options = options
        origins = OriginMemories()
        // A case may ask again while it holds an answer.
        room = ContentRoom(limit: max(options.maximumHeldBytes, 2 * options.maximumBodyBytes))
    }

    /// Makes a transport that is cancelled on its own, with what another one has learned about origins.
    public init(beside other: CurlTransport) {
        options = other.options
        origins = other.origins
        room = other.room
    }

    /// The versions of libcurl and of the libraries it uses, for instance "libcurl/8.5.0 OpenSSL/3.0.13 zlib/1.3".
    public static var version: String { CurlHandle.version }

    /// Ends the requests under way within about a second and refuses new ones; cannot be undone.
    ///
    /// Only raises a flag, so it may be called from a signal handler.
    public func cancel() {
        flag.raise()
    }

    /// Sends a request once and waits for the whole response; safe to call from any number of threads.
    public func perform(_ request: WireRequest) throws(TransportFailure) -> Exchange {
        guard !flag.isRaised else { throw TransportFailure(kind: .other, message: "interrupted") }
        let plan = try RequestPlan(
            request, namesAgent: options.userAgent != nil, mayUseProxy: options.mayUseProxy)
        guard let handle = checkOut(plan.origin) else {
            throw TransportFailure(kind: .other, message: "libcurl could not be started")
        }
        let isRecent = handle.keepsConnection && handle.idleTime < Self.longestIdle
        let mayReuse = plan.isSafe || (isRecent && handle.memory.keepsConnections)
        let end = handle.perform(plan, onFreshConnection: !mayReuse)
        if mayReuse, isRecent { handle.memory.learn(keeps: end.reusedConnection) }
        checkIn(handle)
        return try end.exchange(for: request, plan: plan, options: options)
    }

    /// A handle for an origin; nil when libcurl cannot start.
    private func checkOut(_ origin: String) -> CurlHandle? {
        while true {
            let handle = idle.withLock { idle -> CurlHandle? in
                idle.lastIndex { $0.origin == origin }.map { idle.remove(at: $0) }
            }
            guard let handle else {
                return CurlHandle(
                    origin: origin, memory: origins.memory(of: origin), options: options, flag: flag, room: room)
            }
            if !handle.connectionIsOutOfStep {
                if handle.keepsConnection { handle.memory.sawOpen() }
                return handle
            }
            if handle.idleTime < Self.longestIdle { handle.memory.learn(keeps: false) }
        }
    }

    /// Puts a handle on top of the stack; the one longest unused is closed, outside the lock, when there are too many.
    private func checkIn(_ handle: CurlHandle) {
        let surplus = idle.withLock { idle -> CurlHandle? in
            idle.append(handle)
            return idle.count > Self.maximumIdle ? idle.removeFirst() : nil
        }
        _ = surplus
    }
}
