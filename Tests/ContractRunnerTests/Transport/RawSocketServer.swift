import Foundation
import Glibc
import Synchronization

/// A server of bytes on a loopback port of its own: it records what arrives and sends what a script tells, right or wrong.
final class RawSocketServer: Sendable {
    let port: Int
    private let state: State
    private let listener: Int32

    /// Listens and runs the script for each connection, on a thread for each; the connection is closed when it returns.
    init(_ script: @escaping @Sendable (RawConnection) -> Void) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(listener, address, length) == 0 && listen(listener, 128) == 0 && getsockname(listener, address, &length) == 0
            }
        }
        guard listener >= 0, bound else { throw POSIXError(.EADDRNOTAVAIL) }
        let state = State()
        self.state = state
        self.listener = listener
        port = Int(UInt16(bigEndian: address.sin_port))
        Thread.detachNewThread {
            while !state.isStopped.load(ordering: .acquiring) {
                let socket = accept(listener, nil, nil)
                guard socket >= 0 else { continue }
                var one: Int32 = 1
                setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
                let connection = state.open(socket)
                Thread.detachNewThread {
                    script(connection)
                    connection.close()
                }
            }
            Glibc.close(listener)
        }
    }

    /// Answers every request on every connection with the same bytes and keeps the connection.
    convenience init(answering bytes: String) throws {
        try self.init { connection in
            while connection.readRequest() != nil { connection.send(bytes) }
        }
    }

    /// Answers one request on each connection with some bytes and closes it.
    convenience init(answeringOnce bytes: [UInt8]) throws {
        try self.init { connection in
            _ = connection.readRequest()
            connection.send(bytes)
        }
    }

    deinit { stop() }

    var origin: String { "http://127.0.0.1:\(port)" }

    /// What arrived on each connection, in the order in which they were accepted.
    var received: [[UInt8]] { state.connections.withLock { $0.map(\.received) } }

    /// What arrived on all connections, as text.
    var receivedText: String { String(decoding: received.joined(), as: UTF8.self) }

    /// Ends the listener and all connections; their scripts see the end of their input.
    func stop() {
        // Once only: the thread that accepts closes the descriptor, and its number may soon belong to someone else.
        guard !state.isStopped.exchange(true, ordering: .acquiringAndReleasing) else { return }
        shutdown(listener, Int32(SHUT_RDWR))
        for connection in state.connections.withLock({ $0 }) { connection.abandon() }
    }

    private final class State: Sendable {
        let connections = Mutex<[RawConnection]>([])
        let isStopped = Atomic<Bool>(false)

        func open(_ socket: Int32) -> RawConnection {
            connections.withLock { connections in
                let connection = RawConnection(socket: socket, index: connections.count)
                connections.append(connection)
                return connection
            }
        }
    }
}

/// One accepted connection; a script uses it from its own thread.
final class RawConnection: Sendable {
    /// The number of connections accepted before this one.
    let index: Int
    private struct State {
        var socket: Int32
        var received: [UInt8] = []
        var consumed = 0
    }
    private let state: Mutex<State>

    fileprivate init(socket: Int32, index: Int) {
        self.index = index
        state = Mutex(State(socket: socket))
    }

    var received: [UInt8] { state.withLock { $0.received } }

    /// Waits for the next request, content included, and gives its bytes; nil at the end of the input.
    func readRequest() -> [UInt8]? {
        guard let head = readHead() else { return nil }
        let text = String(decoding: head, as: UTF8.self).lowercased()
        if text.contains("\r\ntransfer-encoding: chunked\r\n") {
            var content: [UInt8] = []
            repeat {
                guard let byte = read(1) else { return nil }
                content += byte
            } while !(content.starts(with: Array("0\r\n\r\n".utf8)) || content.suffix(7).elementsEqual(Array("\r\n0\r\n\r\n".utf8)))
            return head + content
        }
        let length = text.components(separatedBy: "\r\ncontent-length:").dropFirst().first.flatMap {
            Int($0.prefix { $0 != "\r\n" }.trimmingCharacters(in: .whitespaces))
        }
        guard let content = read(length ?? 0) else { return nil }
        return head + content
    }

    /// Waits for the next request head.
    func readHead() -> [UInt8]? {
        var head: [UInt8] = []
        while !head.suffix(4).elementsEqual([13, 10, 13, 10]) {
            guard let byte = read(1) else { return nil }
            head += byte
        }
        return head
    }

    /// Waits for the end of the input.
    func waitForEnd() {
        while read(1) != nil {}
    }

    /// Waits until the peer sends something or ends, or until the time is over.
    func waitForInput(milliseconds: Int32) {
        var entry = pollfd(fd: state.withLock { $0.socket }, events: Int16(POLLIN), revents: 0)
        poll(&entry, 1, milliseconds)
    }

    /// Waits for a number of bytes; nil when the input ends before.
    func read(_ count: Int) -> [UInt8]? {
        while true {
            let (ready, socket) = state.withLock { state -> ([UInt8]?, Int32) in
                guard state.received.count - state.consumed >= count else { return (nil, state.socket) }
                defer { state.consumed += count }
                return (Array(state.received[state.consumed..<(state.consumed + count)]), state.socket)
            }
            if let ready { return ready }
            var buffer = [UInt8](repeating: 0, count: 65536)
            let size = socket < 0 ? 0 : recv(socket, &buffer, buffer.count, 0)
            guard size > 0 else { return nil }
            state.withLock { $0.received += buffer[..<size] }
        }
    }

    /// Sends bytes; false when the peer is gone.
    @discardableResult
    func send(_ bytes: [UInt8]) -> Bool {
        let socket = state.withLock { $0.socket }
        var sent = 0
        while sent < bytes.count {
            let size = bytes[sent...].withUnsafeBytes { Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard size > 0 else { return false }
            sent += size
        }
        return true
    }

    /// Sends text; false when the peer is gone.
    @discardableResult
    func send(_ text: String) -> Bool { send(Array(text.utf8)) }

    /// Closes the connection; harmless when it is closed.
    func close() {
        state.withLock { state in
            guard state.socket >= 0 else { return }
            Glibc.close(state.socket)
            state.socket = -1
        }
    }

    /// Closes the connection with a reset in place of an orderly end.
    func reset() {
        state.withLock { state in
            var now = linger(l_onoff: 1, l_linger: 0)
            setsockopt(state.socket, SOL_SOCKET, SO_LINGER, &now, socklen_t(MemoryLayout<linger>.size))
        }
        close()
    }

    /// Wakes a script that waits for input, from another thread.
    fileprivate func abandon() {
        state.withLock { state in
            if state.socket >= 0 { shutdown(state.socket, Int32(SHUT_RDWR)) }
        }
    }
}

/// A door that a script waits at until a test opens it; a test that never does fails after ten seconds.
final class Gate: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)

    func open() { semaphore.signal() }

    @discardableResult
    func wait() -> Bool {
        guard semaphore.wait(timeout: .now() + 10) == .success else { return false }
        semaphore.signal()
        return true
    }
}
