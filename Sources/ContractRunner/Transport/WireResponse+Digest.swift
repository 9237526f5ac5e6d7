import ContractCore
import Crypto

extension WireResponse {
    /// The response with the beginning and the digest of its content, when that is longer than so many bytes.
    ///
    /// What is only compared need not be kept, and the digest tells whether it is the same.
    func digested(beyond limit: Int) -> WireResponse {
        guard body.count > limit, !isCut else { return self }
        var response = self
        response.bodyDigest = SHA256.hash(data: body).hexadecimal
        response.body = Array(body.prefix(TransferRecord.remnant))
        response.share = nil
        return response
    }
}

extension Sequence<UInt8> {
    /// The bytes as lower-case hexadecimal digits.
    var hexadecimal: String { map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }
}
