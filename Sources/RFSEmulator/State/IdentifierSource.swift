import Crypto
import Foundation

/// Makes ids and credentials from a seed: the same seed, purpose and number give the same text.
struct IdentifierSource: Sendable {
    /// The code with its key taken in, from which every credential goes on.
    private let keyed: HMAC<SHA256>
    /// From where ids go on that are no secrets: of requests and of resources.
    private let requests: WideNumber
    private let resources: WideNumber

    init(seed: UInt64) {
        self.init(key: withUnsafeBytes(of: seed.bigEndian) { Array($0) })
    }

    private init(key: [UInt8]) {
        keyed = HMAC(key: SymmetricKey(data: key))
        let start = Self.bytes("ids", 0, keyed)
        requests = WideNumber(start[..<16])
        resources = WideNumber(start[16...])
    }

    /// The source of one account.
    func source(ofAccount sequence: Int64) -> IdentifierSource {
        IdentifierSource(key: bytes("account", sequence))
    }

    /// 32 bytes for a purpose and a number.
    func bytes(_ purpose: String, _ number: Int64) -> [UInt8] { Self.bytes(purpose, number, keyed) }

    private static func bytes(_ purpose: String, _ number: Int64, _ keyed: HMAC<SHA256>) -> [UInt8] {
        var message: [UInt8] = []
        message.reserveCapacity(purpose.utf8.count + 9)
        message.append(contentsOf: purpose.utf8)
        message.append(0)
        withUnsafeBytes(of: number.bigEndian) { message.append(contentsOf: $0) }
        var code = keyed
        code.update(data: message)
        return code.finalize().withUnsafeBytes { Array($0) }
    }

    /// 32 hexadecimal digits.
    func hexadecimal(_ purpose: String, _ number: Int64) -> String {
        PercentCoding.hexadecimalText(bytes(purpose, number).prefix(16))
    }

    /// The id of a request: 32 hexadecimal digits.
    func requestID(_ number: Int64) -> String {
        PercentCoding.hexadecimalText(requests.scattered(number).bytes)
    }

    /// A UUID of version 4 in lower case.
    func uuid(_ number: Int64) -> String {
        var bytes = resources.scattered(number).bytes
        bytes[6] = bytes[6] & 0x0F | 0x40
        bytes[8] = bytes[8] & 0x3F | 0x80
        var text: [UInt8] = []
        text.reserveCapacity(36)
        for (index, byte) in bytes.enumerated() {
            if index == 4 || index == 6 || index == 8 || index == 10 { text.append(UInt8(ascii: "-")) }
            text.append(PercentCoding.lowerHexadecimal(byte >> 4))
            text.append(PercentCoding.lowerHexadecimal(byte & 15))
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// An access key: 20 capital letters and digits.
    func accessKey(_ number: Int64) -> String {
        text("access key", number, length: 20, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
    }

    /// A secret key: 40 letters and digits.
    func secretKey(_ number: Int64) -> String {
        text("secret key", number, length: 40, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
    }

    /// A token: 64 hexadecimal digits.
    func token(_ purpose: String, _ number: Int64) -> String {
        PercentCoding.hexadecimalText(bytes(purpose, number))
    }

    private func text(_ purpose: String, _ number: Int64, length: Int, _ alphabet: String) -> String {
        let alphabet = Array(alphabet.utf8)
        var material = bytes(purpose, number)
        if length > material.count { material += bytes(purpose + " continued", number) }
        return String(decoding: material.prefix(length).map { alphabet[Int($0) % alphabet.count] }, as: UTF8.self)
    }
}

/// A number of 16 bytes.
private struct WideNumber: Sendable {
    var high: UInt64
    var low: UInt64

    init(_ bytes: ArraySlice<UInt8>) {
        high = bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
        low = bytes.suffix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(16)
        for half in [high, low] {
            for shift in stride(from: 56, through: 0, by: -8) { bytes.append(UInt8(truncatingIfNeeded: half >> shift)) }
        }
        return bytes
    }

    /// Another number for each number; near numbers look nothing alike.
    func scattered(_ number: Int64) -> WideNumber {
        var other = self
        other.high = Self.mixed(high &+ UInt64(bitPattern: number))
        other.low = Self.mixed(low &+ UInt64(bitPattern: number))
        return other
    }

    /// The finalizer of SplitMix64, which gives no two numbers the same.
    private static func mixed(_ number: UInt64) -> UInt64 {
        var number = number &* 0x9E37_79B9_7F4A_7C15
        number = (number ^ number >> 30) &* 0xBF58_476D_1CE4_E5B9
        number = (number ^ number >> 27) &* 0x94D0_49BB_1331_11EB
        return number ^ number >> 31
    }
}
