import HTTPTypes
import Logging

/// Finds out who calls: by token or by signature, never by trust.
struct Authenticator: Sendable {
    /// How long a token is valid, in milliseconds.
    static let tokenLifetime: Int64 = 24 * 3_600_000
    /// How far the date of a signature may be from our time, in milliseconds.
    static let dateTolerance = 15 * 60_000

    let accounts: Accounts
    /// The rules about credentials that belong to no operation.
    let rules: OperationRules
    let logger: Logger

    init(accounts: Accounts, rules: OperationRules = OperationRules(operation: "authentication"), logger: Logger) {
        self.accounts = accounts
        self.rules = rules
        self.logger = logger
    }

    /// The user who sent a request.
    ///
    /// A request that carries both a signature and a token is judged by its signature.
    func user(of call: HTTPCall) throws(Refusal) -> User {
        let user: User
        if let authorization = call.value(.authorization) {
            user = try signer(of: call, authorization)
        } else if let token = call.value(.authToken) {
            user = try holder(of: token)
        } else {
            throw Refusal(.notAuthenticated, "the request carries neither a token nor a signature")
        }
        return user
    }

    /// Refuses a request that names the project or the account of somebody else.
    func checkScope(of call: HTTPCall, user: User) throws(Refusal) {
        if let project = call.value(.projectID) {
            try rules.require(
                "foreign-project", project == user.account.projectID,
                else: denial("the project \(project) does not belong to the caller"))
        }
        if let domain = call.value(.domainID), domain != user.account.domainID {
            throw denial("the account \(domain) is not the one of the caller")
        }
    }

    /// The refusal of a caller who is known but not permitted.
    func denial(_ message: String) -> Refusal {
        var refusal = Refusal(.notPermitted, message)
        refusal.isPermissionDenial = true
        return refusal
    }

    /// Whose modules a caller may see.
    var reach: ModuleTable.Scope { rules.keeps("accounts-apart") ? .own : .instance }

    /// Whom a caller counts as who ought to be refused; nil while the rule about unknown callers is kept.
    func stranger(_ call: HTTPCall, refused refusal: Refusal, _ rules: OperationRules) -> User? {
        let isBare = call.value(.authorization) == nil && call.value(.authToken) == nil
        let user: User?
        switch rules.alteration("status-401") {
        case .drop: user = accounts.latest()
        case .refuse(let texts) where !texts.contains(isBare ? "none" : "wrong"): user = accounts.latest()
        case .effect:
            rules.deferred?.note(refusal)
            user = accounts.latest()
        case .way(let way): user = try? lenientSigner(of: call, way)
        default: return nil
        }
        if user != nil { rules.note() }
        return user
    }

    /// The owner of an access key, whose signature is verified in part only; nil when there is no signature.
    ///
    /// - Parameter way: what is not verified: `signature` or `age`.
    private func lenientSigner(of call: HTTPCall, _ way: String) throws(Refusal) -> User? {
        guard let authorization = call.value(.authorization) else { return nil }
        let header = try AuthorizationHeader(authorization)
        guard let user = accounts.user(accessKey: header.accessKey) else { return nil }
        if way == "signature" { return user }
        let date = call.value(.signatureDate).flatMap(RequestSignature.instant)
        try RequestSignature(header: header, secretKey: user.secretKey, rules: rules)
            .verify(call, now: date ?? user.account.authenticationTime)
        return user
    }

    private func holder(of token: String) throws(Refusal) -> User {
        guard let user = accounts.user(token: token) else {
            throw Refusal(.notAuthenticated, "the token is not known")
        }
        let age = user.account.authenticationTime.milliseconds - user.tokenIssued.milliseconds
        guard age < Self.tokenLifetime else { throw Refusal(.notAuthenticated, "the token has expired") }
        return user
    }

    private func signer(of call: HTTPCall, _ authorization: String) throws(Refusal) -> User {
        let header = try AuthorizationHeader(authorization)
        guard let user = accounts.user(accessKey: header.accessKey) else {
            throw Refusal(.notAuthenticated, "the access key is not known")
        }
        if let expected = user.securityToken {
            guard let given = call.value(.securityToken), RequestSignature.areEqual(given, expected) else {
                throw Refusal(.notAuthenticated, "the security token is missing or belongs to other credentials")
            }
        }
        let signature = RequestSignature(header: header, secretKey: user.secretKey, rules: rules)
        do {
            try signature.verify(call, now: user.account.authenticationTime)
        } catch {
            if let canonical = try? signature.canonicalRequest(of: call) {
                let date = call.value(.signatureDate) ?? ""
                logger.debug(
                    "signature refused",
                    metadata: [
                        "reason": "\(error.message)", "access_key": "\(header.accessKey)",
                        "canonical_request": "\(canonical)",
                        "string_to_sign": "\(RequestSignature.stringToSign(canonical, date: date))",
                    ])
            }
            throw error
        }
        return user
    }
}
