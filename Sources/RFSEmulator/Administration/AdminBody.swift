import HTTPTypes

/// The fields of an administration request; what is wrong with them becomes a problem with status 400.
struct AdminBody: Sendable {
    private let members: [JSONValue.Member]

    /// Reads an object; an empty body is an empty object.
    init(_ bytes: [UInt8], allowed: Set<String>) throws(AdminProblem) {
        if bytes.isEmpty {
            members = []
            return
        }
        do {
            guard case .object(let members) = try JSONReader.read(bytes) else {
                throw AdminProblem(400, "the body is not a JSON object")
            }
            self.members = members
        } catch let problem as AdminProblem {
            throw problem
        } catch {
            throw AdminProblem(400, "the body is not JSON: \(error)")
        }
        try allow(allowed)
    }

    private init(members: [JSONValue.Member]) {
        self.members = members
    }

    /// Refuses fields with other names.
    func allow(_ names: Set<String>) throws(AdminProblem) {
        if let unknown = members.first(where: { !names.contains($0.name) }) {
            throw AdminProblem(400, "the field \(unknown.name) is not known")
        }
    }

    func object(_ name: String) throws(AdminProblem) -> AdminBody? {
        guard let value = value(name) else { return nil }
        guard case .object(let members) = value else { throw AdminProblem(400, "\(name) is not an object") }
        return AdminBody(members: members)
    }

    func string(_ name: String) throws(AdminProblem) -> String? {
        guard let value = value(name) else { return nil }
        guard let text = value.string else { throw AdminProblem(400, "\(name) is not a string") }
        return text
    }

    func bool(_ name: String) throws(AdminProblem) -> Bool? {
        guard let value = value(name) else { return nil }
        guard case .bool(let flag) = value else { throw AdminProblem(400, "\(name) is not true or false") }
        return flag
    }

    func strings(_ name: String) throws(AdminProblem) -> [String]? {
        guard let value = value(name) else { return nil }
        guard case .array(let elements) = value, elements.allSatisfy({ $0.string != nil }) else {
            throw AdminProblem(400, "\(name) is not a list of strings")
        }
        return elements.compactMap(\.string)
    }

    /// An object whose members are all texts, in the order given.
    func texts(_ name: String) throws(AdminProblem) -> [(name: String, text: String)]? {
        guard let value = value(name) else { return nil }
        guard case .object(let members) = value, members.allSatisfy({ $0.value.string != nil }) else {
            throw AdminProblem(400, "\(name) is not an object of strings")
        }
        return members.compactMap { member in member.value.string.map { (member.name, $0) } }
    }

    func integer(_ name: String, in range: ClosedRange<Int64>) throws(AdminProblem) -> Int64? {
        guard let value = value(name) else { return nil }
        guard let number = value.integer, range.contains(number) else {
            throw AdminProblem(400, "\(name) is not an integer from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    private func value(_ name: String) -> JSONValue? {
        members.first { $0.name == name }?.value
    }
}

/// An administration request that is not carried out.
struct AdminProblem: Error, Sendable, Equatable {
    let status: Int
    let message: String
    /// The method that the path has, where another one was used.
    let allow: String?

    init(_ status: Int, _ message: String, allow: String? = nil) {
        self.status = status
        self.message = message
        self.allow = allow
    }

    /// The answer: an object with the one member `error`.
    var answer: HTTPAnswer {
        var answer = HTTPAnswer.json(status, JSONWriter.object { $0.member("error", message) })
        answer.headers[.allow] = allow
        return answer
    }
}
