/// A request that is not carried out, with what the caller is told.
struct Refusal: Error, Sendable, Equatable {
    /// The status code.
    var status: Int
    /// The code of the error, for instance `RF.10011001`.
    var code: String
    /// The text for people.
    var message: String
    /// Whether the body explains a missing permission.
    var isPermissionDenial = false
    /// Seconds for a Retry-After header.
    var retryAfter: Int?

    init(_ error: ErrorCode, _ message: String) {
        status = error.status
        code = error.code
        self.message = message
    }

    /// The error body; codes of the gateway come with the id of the request.
    ///
    /// - Parameters:
    ///   - isComplete: false when an alteration leaves out the message.
    ///   - isFull: whether optional members are there that nobody needs.
    func body(requestID: String, isComplete: Bool = true, isFull: Bool = false) -> [UInt8] {
        JSONWriter.object { writer in
            writer.member("error_code", code)
            if isComplete { writer.member("error_msg", message) }
            if code.hasPrefix("APIGW.") { writer.member("request_id", requestID) }
            if isFull, !isPermissionDenial {
                writer.name("encoded_authorization_message")
                writer.null()
                writer.name("details")
                writer.array { _ in }
            }
            guard isPermissionDenial else { return }
            writer.member("encoded_authorization_message", PercentCoding.hexadecimalText(message.utf8))
            writer.name("details")
            writer.array { details in
                details.object { detail in
                    detail.member("error_code", code)
                    detail.member("error_msg", message)
                }
            }
        }
    }
}
