/// Faults and clocks of administration.
extension Administration {
    func addFault(_ call: HTTPCall, _ account: Account) throws -> HTTPAnswer {
        let body = try AdminBody(call.body, allowed: ["status", "operation", "count", "retry_after"])
        guard let status = try body.integer("status", in: 100...599), status == 429 || status == 500 else {
            throw AdminProblem(400, "status is not 429 or 500")
        }
        let fault = Account.Fault(
            status: Int(status), operation: try body.string("operation").map(Self.operation),
            remaining: Int(try body.integer("count", in: 1...1_000_000) ?? 1),
            retryAfter: try body.integer("retry_after", in: 0...86_400).map(Int.init))
        let isAccepted = account.update { state in
            guard state.faults.count < 1000 else { return false }
            state.faults.append(fault)
            return true
        }
        guard isAccepted else { throw AdminProblem(409, "the account has 1000 pending faults already") }
        return HTTPAnswer(status: 204)
    }

    func clock(_ account: Account) -> HTTPAnswer {
        let now = account.now
        return .json(
            200,
            JSONWriter.object { writer in
                writer.member("now", now.text)
                writer.member("milliseconds", now.milliseconds)
            })
    }

    func advanceClock(_ call: HTTPCall, _ account: Account) throws -> HTTPAnswer {
        let body = try AdminBody(call.body, allowed: ["milliseconds"])
        guard let milliseconds = try body.integer("milliseconds", in: 0...Self.maximumAdvance) else {
            throw AdminProblem(400, "milliseconds is missing")
        }
        let isAccepted = account.update { state in
            guard state.advanced + milliseconds <= Self.maximumAdvance else { return false }
            state.advanced += milliseconds
            return true
        }
        guard isAccepted else { throw AdminProblem(400, "the clock cannot be advanced by more than a hundred years") }
        try accounts.save(account)
        return clock(account)
    }
}
