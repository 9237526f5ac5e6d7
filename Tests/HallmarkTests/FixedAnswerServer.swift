import Foundation
import Synchronization

/// A server on a free port of the loopback interface that gives every request the same answer, and then closes.
final class FixedAnswerServer: Sendable {
    let endpoint: String
    private let listener: Int32
    private let ended = DispatchSemaphore(value: 0)

    /// Starts it; `answer` is what goes on the wire.
    init(_ answer: String) throws {
        let (listener, port) = try Self.bound()
        guard listen(listener, 64) == 0 else { throw POSIXError(.EADDRINUSE) }
        self.listener = listener
        endpoint = "http://127.0.0.1:\(port)"
        let ended = ended
        Thread.detachNewThread {
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0 else { break }
                Self.serve(connection, Array(answer.utf8))
            }
            ended.signal()
        }
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
        ended.wait()
        close(listener)
    }

    /// A port that is taken and refuses connections for as long as `body` runs.
    static func withRefusingEndpoint<Result>(_ body: (String) async throws -> Result) async throws -> Result {
        let (descriptor, port) = try bound()
        defer { close(descriptor) }
        return try await body("http://127.0.0.1:\(port)")
    }

    private static func bound() throws -> (descriptor: Int32, port: UInt16) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(descriptor, address, size) == 0 ? getsockname(descriptor, address, &size) : -1
            }
        }
        guard status == 0 else { throw POSIXError(.EADDRINUSE) }
        return (descriptor, UInt16(bigEndian: address.sin_port))
    }

    /// Reads up to the end of the head and the content, answers, and closes.
    private static func serve(_ connection: Int32, _ answer: [UInt8]) {
        defer { close(connection) }
        var received: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while !isWhole(received) {
            let count = read(connection, &buffer, buffer.count)
            guard count > 0 else { return }
            received += buffer.prefix(count)
        }
        _ = answer.withUnsafeBytes { send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
    }

    private static func isWhole(_ bytes: [UInt8]) -> Bool {
        let text = String(decoding: bytes, as: UTF8.self)
        guard let end = text.firstRange(of: "\r\n\r\n") else { return false }
        let length = text[..<end.lowerBound].lowercased().firstMatch(of: /content-length: (\d+)/).flatMap { Int($0.output.1) }
        return text[end.upperBound...].utf8.count >= length ?? 0
    }
}
