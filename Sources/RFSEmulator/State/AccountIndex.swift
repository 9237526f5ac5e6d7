/// The look-up tables of accounts and users.
struct AccountIndex: Sendable {
    private(set) var accounts: [String: Account] = [:]
    private(set) var byToken: [String: User] = [:]
    private(set) var byAccessKey: [String: User] = [:]
    private var usersOfAccount: [String: [String]] = [:]
    /// The largest sequence that an account ever had.
    var lastSequence: Int64 = 0

    /// All accounts but one.
    func others(than account: Account) -> [Account] { accounts.values.filter { $0 !== account } }

    mutating func add(_ account: Account) {
        accounts[account.domainID] = account
    }

    /// Adds a user, or replaces the one of the same access key.
    mutating func add(_ user: User) {
        byToken[user.token] = user
        if byAccessKey.updateValue(user, forKey: user.accessKey) == nil {
            usersOfAccount[user.account.domainID, default: []].append(user.accessKey)
        }
    }

    /// Removes an account and its users.
    mutating func remove(_ account: Account) {
        accounts[account.domainID] = nil
        for accessKey in usersOfAccount.removeValue(forKey: account.domainID) ?? [] {
            if let user = byAccessKey.removeValue(forKey: accessKey) { byToken[user.token] = nil }
        }
    }
}
