/// Accounts and users of administration.
extension Administration {
    func createAccount(_ call: HTTPCall) throws -> HTTPAnswer {
        let body = try AdminBody(call.body, allowed: ["quota"])
        let user = try accounts.makeAccount(quota: try Self.quota(try body.object("quota"), over: Account.Quota()))
        return .json(201, credentials(user))
    }

    func deleteAccount(_ account: Account) throws -> HTTPAnswer {
        guard account.domainID != firstAccount else {
            throw AdminProblem(409, "the first account belongs to the emulator and cannot be removed")
        }
        try accounts.delete(account)
        return HTTPAnswer(status: 204)
    }

    func createUser(_ call: HTTPCall, _ account: Account) throws -> HTTPAnswer {
        let body = try AdminBody(call.body, allowed: ["deny", "temporary"])
        var denied: Set<String> = []
        for name in try body.strings("deny") ?? [] {
            denied.insert(name == "*" ? name : try Self.operation(name))
        }
        let user = try accounts.makeUser(
            of: account, denied: denied, isTemporary: try body.bool("temporary") ?? false)
        return .json(201, credentials(user))
    }

    func setQuota(_ call: HTTPCall, _ account: Account) throws -> HTTPAnswer {
        let body = try AdminBody(call.body, allowed: Self.quotaNames)
        let quota = try Self.quota(body, over: account.snapshot.quota)
        account.update { $0.quota = quota }
        try accounts.save(account)
        return .json(
            200,
            JSONWriter.object { writer in
                writer.member("modules", Int64(quota.modules))
                writer.member("versions", Int64(quota.versions))
                writer.member("stacks", Int64(quota.stacks))
                writer.member("plans", Int64(quota.plans))
                writer.member("parallel", Int64(quota.parallel))
            })
    }

    /// The name of an operation in kebab case.
    static func operation(_ name: String) throws -> String {
        guard let operation = Operations.named(name) else {
            throw AdminProblem(400, "there is no operation \(name)")
        }
        return operation.name
    }

    private static let quotaNames: Set = ["modules", "versions", "stacks", "plans", "parallel"]

    private static func quota(_ body: AdminBody?, over quota: Account.Quota) throws -> Account.Quota {
        var quota = quota
        guard let body else { return quota }
        try body.allow(quotaNames)
        func limit(_ name: String, _ standing: Int) throws -> Int {
            try body.integer(name, in: 0...1_000_000).map(Int.init) ?? standing
        }
        quota.modules = try limit("modules", quota.modules)
        quota.versions = try limit("versions", quota.versions)
        quota.stacks = try limit("stacks", quota.stacks)
        quota.plans = try limit("plans", quota.plans)
        quota.parallel = try limit("parallel", quota.parallel)
        return quota
    }

    private func credentials(_ user: User) -> [UInt8] {
        JSONWriter.object { writer in
            writer.member("domain_id", user.account.domainID)
            writer.member("project_id", user.account.projectID)
            writer.member("access_key", user.accessKey)
            writer.member("secret_key", user.secretKey)
            if let securityToken = user.securityToken { writer.member("security_token", securityToken) }
            writer.member("token", user.token)
            writer.member("region", Region.first.name)
        }
    }
}
