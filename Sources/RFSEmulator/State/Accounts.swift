import Synchronization

/// All accounts and users, held in memory for the look-up of each request; a durable database gets them too.
final class Accounts: Sendable {
    let clock: EmulatorClock
    private let store: Store
    private let identifiers: IdentifierSource
    private let index: Mutex<AccountIndex>

    /// Loads the accounts of a database.
    init(store: Store, identifiers: IdentifierSource, clock: EmulatorClock) throws {
        self.store = store
        self.identifiers = identifiers
        self.clock = clock
        let (accounts, users, last) = try store.query { db in
            let table = AccountTable(db: db)
            let accounts = try table.accounts(identifiers: identifiers, clock: clock)
            return (accounts, try table.users(of: accounts), try table.lastSequence())
        }
        var loaded = AccountIndex()
        loaded.lastSequence = last
        for account in accounts { loaded.add(account) }
        for user in users { loaded.add(user) }
        index = Mutex(loaded)
    }

    func user(token: String) -> User? { index.withLock { $0.byToken[token] } }

    func user(accessKey: String) -> User? { index.withLock { $0.byAccessKey[accessKey] } }

    func account(domainID: String) -> Account? { index.withLock { $0.accounts[domainID] } }

    /// The account that every instance begins with, and its first user; made when the database is new.
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
        try store.change { db in
            try AccountTable(db: db).renewToken(of: renewed.accessKey, at: renewed.tokenIssued)
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
        try store.change { db in
            try AccountTable(db: db).insert(account)
            if store.isDurable { try AccountTable(db: db).insert(user) }
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
        if store.isDurable {
            try store.change { db in
                try AccountTable(db: db).insert(user)
                try AccountTable(db: db).save(account)
            }
        }
        index.withLock { $0.add(user) }
        return user
    }

    /// Stores what administration changed in an account.
    func save(_ account: Account) throws {
        guard store.isDurable else { return }
        try store.change { db in try AccountTable(db: db).save(account) }
    }

    /// Stores the clocks of all accounts.
    func saveAll() throws {
        guard store.isDurable else { return }
        let accounts = index.withLock { Array($0.accounts.values) }
        try store.change { db in
            for account in accounts { try AccountTable(db: db).save(account) }
        }
    }

    /// Removes an account with its users, modules and packages.
    func delete(_ account: Account) throws {
        index.withLock { $0.remove(account) }
        try store.change { db in try AccountTable(db: db).delete(account) }
    }

    private func user(of account: Account, number: Int64, denied: Set<String>, isTemporary: Bool) -> User {
        let own = account.identifiers
        return User(
            account: account, accessKey: own.accessKey(number), secretKey: own.secretKey(number),
            token: own.token("token", number), tokenIssued: account.authenticationTime,
            securityToken: isTemporary ? own.token("security token", number) : nil, denied: denied)
    }
}
