import Synchronization

/// All accounts and users with what belongs to them, held in memory; a data file gets them too.
final class Accounts: Sendable {
    let clock: EmulatorClock
    private let store: Store
    private let identifiers: IdentifierSource
    private let index: Mutex<AccountIndex>

    /// Loads the accounts of a data file.
    init(store: Store, identifiers: IdentifierSource, clock: EmulatorClock) throws {
        self.store = store
        self.identifiers = identifiers
        self.clock = clock
        let loaded = try store.read { db in
            var holdings: [Int64: Holdings] = [:]
            try ModuleRows(db: db).load(into: &holdings)
            try VersionRows(db: db).load(into: &holdings)
            try StackRows(db: db).load(into: &holdings)
            let rows = AccountRows(db: db)
            let accounts = try rows.accounts(identifiers: identifiers, clock: clock, holdings: holdings)
            var index = AccountIndex()
            index.lastSequence = try rows.lastSequence()
            for account in accounts { index.add(account) }
            for user in try rows.users(of: accounts) { index.add(user) }
            return index
        }
        index = Mutex(loaded ?? AccountIndex())
    }

    func user(token: String) -> User? { index.withLock { $0.byToken[token] } }

    func user(accessKey: String) -> User? { index.withLock { $0.byAccessKey[accessKey] } }

    func account(domainID: String) -> Account? { index.withLock { $0.accounts[domainID] } }

    /// Looks at what belongs to an account.
    func query<Result: Sendable>(
        _ account: Account, _ statements: (Transaction) throws -> Result
    ) throws -> Result {
        try account.withHoldings { holdings in try statements(transaction(of: account, holdings)) }
    }

    /// Changes what belongs to an account, also in the data file; undone when the statements throw.
    func change<Result: Sendable>(
        _ account: Account, _ statements: (Transaction) throws -> Result
    ) throws -> Result {
        try account.withHoldings { holdings in
            let transaction = transaction(of: account, holdings)
            // The transaction is the only owner meanwhile, so that it changes without copies.
            holdings = Holdings()
            defer { holdings = transaction.holdings }
            do {
                let result = try statements(transaction)
                if let rows = transaction.rows {
                    try store.write { db in
                        try rows.write(db)
                        try AccountRows(db: db).save(account)
                    }
                }
                return result
            } catch {
                transaction.undo()
                throw error
            }
        }
    }

    private func transaction(of account: Account, _ holdings: Holdings) -> Transaction {
        Transaction(holdings, of: account.sequence, in: store) { [self] in
            index.withLock { $0.others(than: account) }.compactMap(\.idleHoldings)
        }
    }

    /// The account that every instance begins with, and its first user; made when there is none.
    func first() throws -> User {
        let existing = index.withLock { index in
            index.byAccessKey.values.filter { $0.account.sequence == 1 }.first {
                $0.accessKey == $0.account.identifiers.accessKey(1)
            }
        }
        guard let existing else { return try makeAccount(quota: Account.Quota()) }
        let renewed = User(
            account: existing.account, accessKey: existing.accessKey, secretKey: existing.secretKey,
            token: existing.token, tokenIssued: existing.account.authenticationTime,
            securityToken: existing.securityToken, denied: existing.denied)
        try store.write { db in
            try AccountRows(db: db).renewToken(of: renewed.accessKey, at: renewed.tokenIssued)
        }
        index.withLock { $0.add(renewed) }
        return renewed
    }

    /// The first user of the account that was made last; only altered rules ask.
    func latest() -> User? {
        index.withLock { index in
            guard let account = index.accounts.values.max(by: { $0.sequence < $1.sequence }) else { return nil }
            return index.byAccessKey[account.identifiers.accessKey(1)]
        }
    }

    /// Makes an account with one user who may do everything.
    func makeAccount(quota: Account.Quota) throws -> User {
        let sequence = index.withLock { index in
            index.lastSequence += 1
            return index.lastSequence
        }
        let own = identifiers.source(ofAccount: sequence)
        let account = Account(
            sequence: sequence, domainID: own.hexadecimal("domain", 0), projectID: own.hexadecimal("project", 0),
            identifiers: own, clock: clock, state: Account.State(users: 1, quota: quota))
        let user = self.user(of: account, number: 1, denied: [], isTemporary: false)
        try store.write { db in
            try AccountRows(db: db).insert(account)
            try AccountRows(db: db).insert(user)
        }
        index.withLock { index in
            index.add(account)
            index.add(user)
        }
        return user
    }

    /// Makes a further user of an account.
    func makeUser(of account: Account, denied: Set<String>, isTemporary: Bool) throws -> User {
        let number = account.update { state in
            state.users += 1
            return state.users
        }
        let user = self.user(of: account, number: number, denied: denied, isTemporary: isTemporary)
        try store.write { db in
            try AccountRows(db: db).insert(user)
            try AccountRows(db: db).save(account)
        }
        index.withLock { $0.add(user) }
        return user
    }

    /// Stores what administration changed in an account.
    func save(_ account: Account) throws {
        try store.write { db in try AccountRows(db: db).save(account) }
    }

    /// Stores the clocks of all accounts.
    func saveAll() throws {
        let accounts = index.withLock { Array($0.accounts.values) }
        try store.write { db in
            for account in accounts { try AccountRows(db: db).save(account) }
        }
    }

    /// Removes an account with its users, modules and packages.
    func delete(_ account: Account) throws {
        index.withLock { $0.remove(account) }
        try store.write { db in try AccountRows(db: db).delete(account) }
    }

    private func user(of account: Account, number: Int64, denied: Set<String>, isTemporary: Bool) -> User {
        let own = account.identifiers
        return User(
            account: account, accessKey: own.accessKey(number), secretKey: own.secretKey(number),
            token: own.token("token", number), tokenIssued: account.authenticationTime,
            securityToken: isTemporary ? own.token("security token", number) : nil, denied: denied)
    }
}
