import HTTPTypes

/// One response before it is written to a connection.
struct HTTPAnswer: Sendable, Equatable {
    /// The status code, three digits.
    var status: Int
    /// The header fields, without those that the connection adds (Content-Length, Date).
    var headers: HTTPFields
    /// The content.
    var body: [UInt8]

    init(status: Int, headers: HTTPFields = [:], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// The value of a header field, nil when it is absent.
    func header(_ name: String) -> String? {
        HTTPField.Name(name).flatMap { headers[$0] }
    }

    /// An answer with a JSON document as its content.
    static func json(_ status: Int, _ body: [UInt8]) -> HTTPAnswer {
        var answer = HTTPAnswer(status: status, body: body)
        answer.headers.append(HTTPField(name: .contentType, value: "application/json"))
        return answer
    }
}

extension HTTPField.Name {
    /// `X-Request-Id`: the id that the service gave to a request.
    static let requestID = known("X-Request-Id")
    /// `X-Auth-Token`: the token of a caller.
    static let authToken = known("X-Auth-Token")
    /// `X-Sdk-Date`: when a request was signed.
    static let signatureDate = known("X-Sdk-Date")
    /// `X-Sdk-Content-Sha256`: what the signature says about the content.
    static let signatureContent = known("X-Sdk-Content-Sha256")
    /// `X-Security-Token`: the third part of temporary credentials.
    static let securityToken = known("X-Security-Token")
    /// `X-Project-Id`: the project that the caller names.
    static let projectID = known("X-Project-Id")
    /// `X-Emulator-Mutant`: the rule that the emulator breaks on purpose, and how.
    static let emulatorMutant = known("X-Emulator-Mutant")
    /// `X-Domain-Id`: the account that the caller names.
    static let domainID = known("X-Domain-Id")

    /// A name that is known to be well formed.
    private static func known(_ name: String) -> HTTPField.Name {
        guard let field = HTTPField.Name(name) else { preconditionFailure("not a header name: \(name)") }
        return field
    }
}
