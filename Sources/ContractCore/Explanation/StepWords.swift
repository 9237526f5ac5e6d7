extension Step {
    /// What the step does and what is made of the answer, a line each; lines that begin with blanks belong to the one above.
    func lines() -> [String] {
        var lines = doing()
        if let identity { lines.append("  as \(identity)") }
        if followsRedirects { lines.append("  following redirects") }
        if let during {
            let words = "  while, before and after, \(during.request.words) is answered so that"
            lines += Self.list(words, during.condition)
        }
        if let until {
            lines.append(
                "  again and again" + (until.every.map { " every \(DurationText.text(milliseconds: $0))" } ?? "")
                    + until.limit)
            lines += Self.list("  until", until.condition)
            if let stop = until.stop { lines += Self.list("  giving up when", stop) }
        }
        let meant: [(words: String, expectation: Expectation?)] = [
            (isControl ? "expect, or nothing was proved, that" : "assume, or nothing can be said, that", assume),
            ("expect that", expect), ("tolerate, as not excluded, that", tolerate),
            ("take the feature for absent when", unsupported),
        ]
        for (words, expectation) in meant {
            if let expectation { lines += Self.list(words, expectation) }
        }
        if expect == nil, assume == nil, until == nil, sendsRequest {
            lines.append("assume, or nothing can be said, that the request is accepted (2xx or 3xx)")
        }
        lines += captures.map { "keep \($0.words)" }
        for removal in removals {
            lines.append("afterwards remove what it made: \(removal.request.lines().joined(separator: ", "))")
        }
        return lines
    }

    private var sendsRequest: Bool {
        switch action {
        case .request, .list: true
        case .wait, .arrange: false
        }
    }

    private func doing() -> [String] {
        switch action {
        case .request(let request): Self.sending("send", request)
        case .list(let request, _): Self.sending("send for every page", request)
        case .wait(let milliseconds): ["let \(DurationText.text(milliseconds: milliseconds)) pass"]
        case .arrange(let name, let values):
            ["have the environment arrange '\(name)'"]
                + values.map { "  with \($0.name): \($0.value.words)" }
        }
    }

    private static func sending(_ verb: String, _ request: RequestTemplate) -> [String] {
        let lines = request.lines()
        return lines.prefix(1).map { "\(verb) \($0)" } + lines.dropFirst().map { "  \($0)" }
    }

    /// An expectation on one line when it is one clause, else as a list.
    private static func list(_ head: String, _ expectation: Expectation) -> [String] {
        let clauses = expectation.clauses
        if clauses.count == 1 { return ["\(head) \(clauses[0])"] }
        let margin = String(head.prefix { $0 == " " })
        return ["\(head):"] + clauses.map { "\(margin)  - \($0)" }
    }
}

extension Until {
    fileprivate var limit: String {
        let words = deadline.map { ", for \(DurationText.text(milliseconds: $0)) at most" } ?? ""
        return words + (isPromised ? ", or else the rule is broken" : "")
    }
}
