import ContractCore

extension Capture {
    /// The value in an answer; nil when there is none, or one of another type.
    func value(in answer: Answer) throws(Stop) -> JSONValue? {
        let value: JSONValue?
        switch source {
        case .status: value = .number(JSONNumber(answer.response.status))
        case .body: value = .string(String(decoding: answer.response.body, as: UTF8.self))
        case .header(let name): value = answer.response.headers[name].map { .string($0) }
        case .json:
            if case .success(let document) = answer.json { value = document.value } else { value = nil }
        case .path(let path):
            guard case .success(let document) = answer.json else { return nil }
            do {
                value = try path.select(from: document.value).first?.value
            } catch {
                throw Stop(.inconclusive, "limit", error.description)
            }
        }
        guard let value, type == nil || type == value.kind else { return nil }
        return value
    }
}
