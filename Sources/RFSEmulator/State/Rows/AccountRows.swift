import Foundation
import GRDB

/// The accounts and users of a data file, and what belongs to the instance itself.
struct AccountRows {
    let db: Database

    /// A value of the instance; the new one is stored when there is none yet.
    func instanceValue(_ name: String, new value: [UInt8]) throws -> [UInt8] {
        let statement = try db.cachedStatement(sql: "SELECT value FROM instance WHERE name = ?")
        if let value = try Data.fetchOne(statement, arguments: [name]) { return Array(value) }
        try db.cachedStatement(sql: "INSERT INTO instance (name, value) VALUES (?, ?)")
            .execute(arguments: [name, Data(value)])
        return value
    }

    func insert(_ account: Account) throws {
        let state = account.snapshot
        try db.cachedStatement(
            sql: """
                INSERT INTO account (sequence, domain_id, project_id, requests, advanced, identifiers, users,
                    module_quota, version_quota, stack_quota, plan_quota, parallel_quota)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            account.sequence, account.domainID, account.projectID, state.requests, state.advanced, state.identifiers,
            state.users, state.quota.modules, state.quota.versions, state.quota.stacks, state.quota.plans,
            state.quota.parallel,
        ])
    }

    func insert(_ user: User) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO user (access_key, account, secret_key, token, token_issued, security_token, denied)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            user.accessKey, user.account.sequence, user.secretKey, user.token, user.tokenIssued.milliseconds,
            user.securityToken, user.denied.sorted().joined(separator: ","),
        ])
    }

    /// Stores clock, counters and quota of an account.
    func save(_ account: Account) throws {
        let state = account.snapshot
        try db.cachedStatement(
            sql: """
                UPDATE account SET requests = ?, advanced = ?, identifiers = ?, users = ?, module_quota = ?,
                    version_quota = ?, stack_quota = ?, plan_quota = ?, parallel_quota = ? WHERE sequence = ?
                """
        ).execute(arguments: [
            state.requests, state.advanced, state.identifiers, state.users, state.quota.modules, state.quota.versions,
            state.quota.stacks, state.quota.plans, state.quota.parallel, account.sequence,
        ])
    }

    /// Makes the token of a user as good as new.
    func renewToken(of accessKey: String, at now: Instant) throws {
        try db.cachedStatement(sql: "UPDATE user SET token_issued = ? WHERE access_key = ?")
            .execute(arguments: [now.milliseconds, accessKey])
    }

    /// Removes an account with all that belongs to it.
    func delete(_ account: Account) throws {
        try db.cachedStatement(sql: "DELETE FROM account WHERE sequence = ?").execute(arguments: [account.sequence])
    }

    /// The largest sequence that an account ever had.
    func lastSequence() throws -> Int64 {
        try Int64.fetchOne(db, sql: "SELECT seq FROM sqlite_sequence WHERE name = 'account'") ?? 0
    }

    /// All accounts in the order of creation.
    func accounts(
        identifiers: IdentifierSource, clock: EmulatorClock, holdings: [Int64: Holdings]
    ) throws -> [Account] {
        try Row.fetchAll(db, sql: "SELECT * FROM account ORDER BY sequence").map { row in
            let sequence: Int64 = row["sequence"]
            return Account(
                sequence: sequence, domainID: row["domain_id"], projectID: row["project_id"],
                identifiers: identifiers.source(ofAccount: sequence), clock: clock,
                state: Account.State(
                    requests: row["requests"], advanced: row["advanced"], identifiers: row["identifiers"],
                    users: row["users"],
                    quota: Account.Quota(
                        modules: row["module_quota"], versions: row["version_quota"], stacks: row["stack_quota"],
                        plans: row["plan_quota"], parallel: row["parallel_quota"])),
                holdings: holdings[sequence] ?? Holdings())
        }
    }

    /// All users of the given accounts.
    func users(of accounts: [Account]) throws -> [User] {
        let bySequence = Dictionary(uniqueKeysWithValues: accounts.map { ($0.sequence, $0) })
        return try Row.fetchAll(db, sql: "SELECT * FROM user").compactMap { row in
            guard let account = bySequence[row["account"]] else { return nil }
            let denied: String = row["denied"]
            return User(
                account: account, accessKey: row["access_key"], secretKey: row["secret_key"], token: row["token"],
                tokenIssued: Instant(milliseconds: row["token_issued"]), securityToken: row["security_token"],
                denied: Set(denied.split(separator: ",").map(String.init)))
        }
    }
}
