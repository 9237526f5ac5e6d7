import HTTPTypes
import Logging

/// Answers administration: accounts, users, faults, quota, clocks, resources changed by hand.
struct Administration: Sendable {
    /// The largest body, in bytes.
    static let maximumBody = 1 << 20
    /// The furthest that a clock can be advanced in all, in milliseconds: a hundred years.
    static let maximumAdvance: Int64 = 100 * 365 * 86_400_000

    let accounts: Accounts
    let store: Store
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
        let path = call.rawPath.split(separator: "/", omittingEmptySubsequences: true).map(String.init)
        switch path.count {
        case 1 where path[0] == "health": return try on(call, ["GET": health])
        case 1 where path[0] == "regions": return try on(call, ["GET": regions])
        case 1 where path[0] == "accounts": return try on(call, ["POST": { try createAccount(call) }])
        case 2... where path[0] == "accounts":
            guard let handlers = handlers(call, path[1], path.dropFirst(2).joined(separator: "/")) else { break }
            return try on(call, handlers)
        default: break
        }
        throw AdminProblem(404, "there is no \(call.rawPath)")
    }

    private func handlers(
        _ call: HTTPCall, _ domainID: String, _ rest: String
    ) -> [String: () throws -> HTTPAnswer]? {
        func withAccount(_ body: @escaping (Account) throws -> HTTPAnswer) -> () throws -> HTTPAnswer {
            {
                guard let account = accounts.account(domainID: domainID) else {
                    throw AdminProblem(404, "there is no account \(domainID)")
                }
                return try body(account)
            }
        }
        return switch rest {
        case "": ["DELETE": withAccount(deleteAccount)]
        case "users": ["POST": withAccount { try createUser(call, $0) }]
        case "faults": ["POST": withAccount { try addFault(call, $0) }]
        case "resources": ["PATCH": withAccount { try changeResource(call, $0) }]
        case "quota": ["PUT": withAccount { try setQuota(call, $0) }]
        case "clock": ["GET": withAccount { clock($0) }]
        case "clock/advance": ["POST": withAccount { try advanceClock(call, $0) }]
        default: nil
        }
    }

    private func on(_ call: HTTPCall, _ handlers: [String: () throws -> HTTPAnswer]) throws -> HTTPAnswer {
        if let handler = handlers[call.method] { return try handler() }
        var answer = AdminProblem(405, "the method \(call.method) is not allowed").answer
        answer.headers[.allow] = handlers.keys.sorted().joined(separator: ", ")
        return answer
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
