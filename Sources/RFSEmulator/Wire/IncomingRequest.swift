import HTTPTypes
import NIOCore
import NIOHTTP1

/// A request as far as it has arrived on a connection.
struct IncomingRequest {
    /// How much of a body that is too large is read and dropped, so that the sender sees the answer.
    private static let maximumDrain = 256 << 20

    /// What stands for a request that is none.
    static var malformed: IncomingRequest {
        IncomingRequest(
            HTTPRequestHead(version: .http1_1, method: .GET, uri: "/", headers: ["Connection": "close"]),
            maximumBody: 0, share: BodyBudget.Share(of: BodyBudget(limit: 0)))
    }

    /// The request without its end; complete once the connection says so.
    private(set) var call: HTTPCall
    /// Whether the sender asks for the connection to be closed, or the connection cannot be used further.
    let closes: Bool
    /// Whether the sender is of HTTP/1.0, which knows no chunks and has to be told that a connection stays open.
    let isOld: Bool
    /// Whether the sender waits to be told that the body is wanted.
    let waitsForContinue: Bool
    /// When the head had arrived.
    let began = NIODeadline.now()
    private let maximumBody: Int
    private let share: BodyBudget.Share
    private var dropped = 0

    /// Why the body is not taken.
    enum Refusal { case tooLarge, noRoom }

    /// Why the body is dropped: it is larger than the listener takes, or all bodies together are.
    private(set) var refusal: Refusal?
    /// Whether so much was dropped that the rest is not waited for.
    var isBeyondReading: Bool { dropped >= Self.maximumDrain }

    init(_ head: HTTPRequestHead, maximumBody: Int, share: BodyBudget.Share) {
        self.maximumBody = maximumBody
        self.share = share
        isOld = head.version == .http1_0
        var host: String?
        var fields = HTTPFields()
        fields.reserveCapacity(head.headers.count)
        var stated = 0
        var waits = false
        var upgrades = head.method == .CONNECT
        for (name, value) in head.headers {
            guard let name = HTTPField.Name(name) else { continue }
            switch name.canonicalName {
            case "host" where host == nil:
                host = value
                continue
            case "content-length": stated = Int(value) ?? 0
            case "expect": waits = value.lowercased() == "100-continue"
            case "upgrade": upgrades = true
            default: break
            }
            fields.append(HTTPField(name: name, value: value))
        }
        // The parser reads nothing behind a request that asks for another protocol.
        closes = upgrades || !head.isKeepAlive
        waitsForContinue = waits
        refusal = waits && stated > maximumBody ? .tooLarge : nil
        call = HTTPCall(
            method: head.method.rawValue, target: Self.target(head.uri), host: host ?? "", headers: fields)
        call.body.reserveCapacity(min(max(stated, 0), maximumBody, 1 << 20))
    }

    /// Adds a part of the body; drops it once the body is refused.
    mutating func append(_ buffer: ByteBuffer) {
        if refusal == nil {
            if call.body.count + buffer.readableBytes > maximumBody {
                refusal = .tooLarge
            } else if !share.take(buffer.readableBytes) {
                refusal = .noRoom
            } else {
                call.body.append(contentsOf: buffer.readableBytesView)
                return
            }
            dropped = call.body.count
            call.body = []
            share.giveBack()
        }
        dropped += buffer.readableBytes
    }

    /// Path and query of a request target, which may be a whole URL (RFC 9112, section 3.2.2).
    private static func target(_ uri: String) -> String {
        guard uri.utf8.first != UInt8(ascii: "/"), let scheme = uri.firstRange(of: "://") else { return uri }
        let rest = uri[scheme.upperBound...]
        guard let end = rest.firstIndex(where: { $0 == "/" || $0 == "?" }) else { return "/" }
        return rest[end] == "/" ? String(rest[end...]) : "/\(rest[end...])"
    }
}
