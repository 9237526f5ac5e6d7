import Foundation
import Synchronization

/// Serves a degenerate target on a port of the loopback interface, a thread for each connection.
final class DegenerateServer: Sendable {
    /// The port that the system chose.
    let port: UInt16
    private let listener: Int32
    private let behaviour: DegenerateTarget.Behaviour
    private let open = Mutex<Set<Int32>>([])
    private let isStopped = Atomic<Bool>(false)

    /// Opens a port; the target that does not listen gives one that was closed again.
    init(_ behaviour: DegenerateTarget.Behaviour) throws(Failure) {
        self.behaviour = behaviour
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isOpen = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                descriptor >= 0 && bind(descriptor, address, length) == 0 && listen(descriptor, 512) == 0
                    && getsockname(descriptor, address, &length) == 0
            }
        }
        guard isOpen else {
            if descriptor >= 0 { close(descriptor) }
            throw Failure(status: .undecided, message: "no port can be opened: \(String(cString: strerror(errno)))")
        }
        port = UInt16(bigEndian: address.sin_port)
        listener = descriptor
        if case .closed = behaviour {
            close(descriptor)
            isStopped.store(true, ordering: .releasing)
            return
        }
        let thread = Thread { [self] in accept() }
        thread.start()
    }

    /// Closes the port and all connections.
    func stop() {
        guard !isStopped.exchange(true, ordering: .acquiringAndReleasing) else { return }
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
        open.withLock { descriptors in
            for descriptor in descriptors { shutdown(descriptor, Int32(SHUT_RDWR)) }
        }
    }

    private func accept() {
        while !isStopped.load(ordering: .acquiring) {
            let descriptor = Foundation.accept(listener, nil, nil)
            guard descriptor >= 0 else {
                if errno == EINTR || errno == ECONNABORTED { continue }
                return
            }
            open.withLock { _ = $0.insert(descriptor) }
            let thread = Thread { [self] in
                serve(descriptor)
                open.withLock { _ = $0.remove(descriptor) }
                close(descriptor)
            }
            thread.stackSize = 256 << 10
            thread.start()
        }
    }

    private func serve(_ descriptor: Int32) {
        let request = read(descriptor)
        switch behaviour {
        case .bytes(let text):
            send(descriptor, Array(text.utf8))
            drain(descriptor)
        case .echo:
            let head =
                "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: \(request.count)\r\nConnection: close\r\n\r\n"
            send(descriptor, Array(head.utf8) + request)
            drain(descriptor)
        case .hang: waitForEnd(descriptor)
        case .reset:
            var linger = linger(l_onoff: 1, l_linger: 0)
            setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<linger>.size))
        case .endless:
            send(descriptor, Array("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n[".utf8))
            let part = Array(repeating: UInt8(ascii: " "), count: 1 << 16)
            while send(descriptor, part) {}
        case .drip:
            for byte in "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n".utf8 where send(descriptor, [byte]) {}
            while send(descriptor, [UInt8(ascii: " ")]) { usleep(20_000) }
        case .closed: break
        }
    }

    /// What came until the end of a request's head, or all there is after a moment.
    private func read(_ descriptor: Int32) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count < 1 << 20 {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            guard count > 0 else { break }
            bytes += buffer[..<count]
            if bytes.count >= 4, bytes.suffix(4) == [13, 10, 13, 10] || count < buffer.count { break }
        }
        return bytes
    }

    /// Lets the sender finish, so that what was sent is not lost to a reset.
    private func drain(_ descriptor: Int32) {
        shutdown(descriptor, Int32(SHUT_WR))
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while recv(descriptor, &buffer, buffer.count, 0) > 0 {}
    }

    private func waitForEnd(_ descriptor: Int32) {
        var buffer = [UInt8](repeating: 0, count: 1 << 12)
        while recv(descriptor, &buffer, buffer.count, 0) > 0 {}
    }

    @discardableResult
    private func send(_ descriptor: Int32, _ bytes: [UInt8]) -> Bool {
        var offset = 0
        while offset < bytes.count, !isStopped.load(ordering: .relaxed) {
            let count = bytes.withUnsafeBytes {
                Foundation.send(
                    descriptor, $0.baseAddress?.advanced(by: offset), bytes.count - offset, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            offset += count
        }
        return offset == bytes.count
    }
}
