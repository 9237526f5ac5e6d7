import Foundation

/// Sends bytes over a socket of its own and reads until the other side closes.
enum RawClient {
    /// What kept an exchange from happening.
    struct Failure: Error {
        var reason: String
    }

    /// Sends one request that asks for the connection to be closed, and reads the answer.
    static func send(
        _ method: String, _ url: String, headers: [String: String] = [:], body: [UInt8] = []
    ) async throws -> Reply {
        guard let parts = URL(string: url), let host = parts.host, let port = parts.port else {
            throw Failure(reason: "not a URL: \(url)")
        }
        let target = url.dropFirst("http://\(host):\(port)".count)
        var head = "\(method) \(target.isEmpty ? "/" : target) HTTP/1.1\r\nHost: \(host):\(port)\r\n"
        for (name, value) in headers { head += "\(name): \(value)\r\n" }
        if !body.isEmpty { head += "Content-Length: \(body.count)\r\n" }
        head += "Connection: close\r\n\r\n"
        return try Reply(await exchange(port: port, Array(head.utf8) + body))
    }

    /// Sends bytes to a port of this machine and gives all that comes back.
    static func exchange(port: Int, _ bytes: [UInt8]) async throws -> [UInt8] {
        try await withCheckedThrowingContinuation { continuation in
            // A thread of its own, because the reads block.
            Thread.detachNewThread {
                continuation.resume(with: Result { try blockingExchange(port: port, bytes) })
            }
        }
    }

    private static func blockingExchange(port: Int, _ bytes: [UInt8]) throws -> [UInt8] {
        let handle = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard handle >= 0 else { throw Failure(reason: "no socket") }
        defer { close(handle) }
        var limit = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(handle, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port).bigEndian)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(handle, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { throw Failure(reason: "connection refused") }
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { Glibc.send(handle, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { break }
            sent += count
        }
        var received: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(handle, &buffer, buffer.count, 0)
            if count <= 0 { return received }
            received.append(contentsOf: buffer[..<count])
        }
    }
}

/// One response, read from its bytes.
struct Reply {
    var status: Int
    var headers: [String: String]
    var body: [UInt8]

    init(_ bytes: [UInt8]) throws {
        guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else {
            throw RawClient.Failure(reason: "no response: \(String(decoding: bytes, as: UTF8.self))")
        }
        let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
        let words = lines[0].split(separator: " ")
        guard words.count >= 2, let status = Int(words[1]) else { throw RawClient.Failure(reason: lines[0]) }
        self.status = status
        headers = [:]
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            headers[parts[0].lowercased()] = parts.count == 2 ? parts[1].trimmingCharacters(in: .whitespaces) : ""
        }
        body = Array(bytes[end.upperBound...])
    }

    var text: String { String(decoding: body, as: UTF8.self) }
}
