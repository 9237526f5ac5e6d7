import Crypto
import Foundation

/// Seals the position of a page into an opaque text that fits only the parameters it was made for.
struct MarkerSealer: Sendable {
    /// The code with its key taken in, from which every tag goes on.
    private let keyed: HMAC<SHA256>

    init(secret: [UInt8]) {
        keyed = HMAC(key: SymmetricKey(data: Array("marker".utf8) + secret))
    }

    /// The marker of a position; nil for the start of a list.
    ///
    /// - Parameter scope: all that must be the same when the marker is used.
    func seal(_ position: PagePosition, scope: String) -> String? {
        var bytes: [UInt8]
        switch position {
        case .start: return nil
        case .after(let key): bytes = [1] + Self.bytes(key)
        case .before(let key): bytes = [2] + Self.bytes(key)
        }
        bytes += tag(bytes, scope: scope)
        // 33 bytes are 44 characters without padding.
        return String(decoding: Data(bytes).base64EncodedData().map(Self.forURL), as: UTF8.self)
    }

    /// The position behind a marker; nil when it is not one of ours or was made for other parameters.
    func open(_ marker: String, scope: String) -> PagePosition? {
        guard marker.utf8.count == 44 else { return nil }
        guard let data = Data(base64Encoded: Data(marker.utf8.map(Self.fromURL))) else { return nil }
        let bytes = Array(data)
        guard bytes.count == 33, zip(tag(Array(bytes[..<17]), scope: scope), bytes[17...]).allSatisfy({ $0 == $1 })
        else { return nil }
        let key = PageKey(
            created: Instant(milliseconds: Self.number(bytes[1..<9])), sequence: Self.number(bytes[9..<17]))
        return bytes[0] == 1 ? .after(key) : .before(key)
    }

    private func tag(_ bytes: [UInt8], scope: String) -> [UInt8] {
        var code = keyed
        code.update(data: bytes + Array(scope.utf8))
        return code.finalize().withUnsafeBytes { Array($0.prefix(16)) }
    }

    /// A character of the usual alphabet in the one for URLs (RFC 4648, section 5).
    private static func forURL(_ byte: UInt8) -> UInt8 {
        switch byte {
        case UInt8(ascii: "+"): UInt8(ascii: "-")
        case UInt8(ascii: "/"): UInt8(ascii: "_")
        default: byte
        }
    }

    private static func fromURL(_ byte: UInt8) -> UInt8 {
        switch byte {
        case UInt8(ascii: "-"): UInt8(ascii: "+")
        case UInt8(ascii: "_"): UInt8(ascii: "/")
        default: byte
        }
    }

    private static func bytes(_ key: PageKey) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(33)
        for number in [key.created.milliseconds, key.sequence] {
            for shift in stride(from: 56, through: 0, by: -8) {
                bytes.append(UInt8(truncatingIfNeeded: number >> Int64(shift)))
            }
        }
        return bytes
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> Int64 {
        bytes.reduce(0) { $0 << 8 | Int64($1) }
    }
}
