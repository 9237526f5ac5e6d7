import Crypto
import Foundation

/// Makes ids and credentials from a seed: the same seed, purpose and number give the same text.
struct IdentifierSource: Sendable {
    /// The code with its key taken in, from which every text goes on.
    private let keyed: HMAC<SHA256>

    init(seed: UInt64) {
        self.init(key: withUnsafeBytes(of: seed.bigEndian) { Array($0) })
    }

    private init(key: [UInt8]) {
        keyed = HMAC(key: SymmetricKey(data: key))
    }

    /// The source of one account.
    func source(ofAccount sequence: Int64) -> IdentifierSource {
        IdentifierSource(key: bytes("account", sequence))
    }

    /// 32 bytes for a purpose and a number.
    func bytes(_ purpose: String, _ number: Int64) -> [UInt8] {
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

    /// A UUID of version 4 in lower case.
    func uuid(_ number: Int64) -> String {
        var bytes = Array(bytes("uuid", number).prefix(16))
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
        let material = bytes(purpose, number) + bytes(purpose + " continued", number)
        return String(decoding: material.prefix(length).map { alphabet[Int($0) % alphabet.count] }, as: UTF8.self)
    }
}
