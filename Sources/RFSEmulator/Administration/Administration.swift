import HTTPTypes
import Logging

/// Answers administration: accounts, users, faults, quota, clocks, resources changed by hand.
struct Administration: Sendable {
    /// The largest body, in bytes.
    static let maximumBody = 1 << 20
    /// The furthest that a clock can be advanced in all, in milliseconds: a hundred years.
    static let maximumAdvance: Int64 = 100 * 365 * 86_400_000

    let accounts: Accounts
    /// The account that cannot be removed.
    let firstAccount: String
    let endpoints: [(region: String, endpoint: String)]
    let logger: Logger

    /// Answers one request.
    func answer(_ call: HTTPCall) -> HTTPAnswer {
        do {
            return try route(call)
        } catch let problem as AdminProblem {
            return problem.answer
        } catch {
            logger.error("administration", metadata: ["error": "\(error)"])
            return AdminProblem(500, "internal error").answer
        }
    }

    /// The answer to a body that is too large.
    func tooLarge() -> HTTPAnswer { AdminProblem(413, "the body is larger than \(Self.maximumBody) bytes").answer }

    private func route(_ call: HTTPCall) throws -> HTTPAnswer {
        let path = call.rawPath.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }
        switch path.count {
        case 1 where path[0] == "health":
            try allow("GET", call)
            return health()
        case 1 where path[0] == "regions":
            try allow("GET", call)
            return regions()
        case 1 where path[0] == "accounts":
            try allow("POST", call)
            return try createAccount(call)
        case 2... where path[0] == "accounts":
            guard let action = Self.actions[path.dropFirst(2).joined(separator: "/")] else { break }
            try allow(action.method, call)
            guard let account = accounts.account(domainID: path[1]) else {
                throw AdminProblem(404, "there is no account \(path[1])")
            }
            return try action.perform(self, call, account)
        default: break
        }
        throw AdminProblem(404, "there is no \(call.rawPath)")
    }

    /// What is done with an account.
    private struct Action: Sendable {
        let method: String
        let perform: @Sendable (Administration, HTTPCall, Account) throws -> HTTPAnswer
    }

    /// The actions by what stands behind the account in the path.
    private static let actions = [
        "": Action(method: "DELETE") { try $0.deleteAccount($2) },
        "users": Action(method: "POST") { try $0.createUser($1, $2) },
        "faults": Action(method: "POST") { try $0.addFault($1, $2) },
        "resources": Action(method: "PATCH") { try $0.changeResource($1, $2) },
        "quota": Action(method: "PUT") { try $0.setQuota($1, $2) },
        "clock": Action(method: "GET") { administration, _, account in administration.clock(account) },
        "clock/advance": Action(method: "POST") { try $0.advanceClock($1, $2) },
    ]

    private func allow(_ method: String, _ call: HTTPCall) throws(AdminProblem) {
        guard call.method == method else {
            throw AdminProblem(405, "the method \(call.method) is not allowed", allow: method)
        }
    }

    private func health() -> HTTPAnswer {
        .json(200, JSONWriter.object { $0.member("status", "ok") })
    }

    private func regions() -> HTTPAnswer {
        .json(
            200,
            JSONWriter.object { writer in
                writer.name("regions")
                writer.array { list in
                    for (region, endpoint) in endpoints {
                        list.object { item in
                            item.member("region", region)
                            item.member("endpoint", endpoint)
                        }
                    }
                }
            })
    }
}
