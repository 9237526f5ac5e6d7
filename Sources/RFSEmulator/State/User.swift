/// One user of an account with all credentials.
final class User: Sendable {
    let account: Account
    let accessKey: String
    let secretKey: String
    let token: String
    /// When the token was issued; it is valid for 24 hours.
    let tokenIssued: Instant
    /// The third part of temporary credentials; nil for permanent ones.
    let securityToken: String?
    /// The operations (kebab case) that the policy denies; `*` denies all.
    let denied: Set<String>

    init(
        account: Account, accessKey: String, secretKey: String, token: String, tokenIssued: Instant,
        securityToken: String?, denied: Set<String>
    ) {
        self.account = account
        self.accessKey = accessKey
        self.secretKey = secretKey
        self.token = token
        self.tokenIssued = tokenIssued
        self.securityToken = securityToken
        self.denied = denied
    }

    func isAllowed(_ operation: String) -> Bool {
        denied.isEmpty || !(denied.contains("*") || denied.contains(operation))
    }
}
