/// Something wrong with the answers of an operation, that can be done in front of any target.
public struct WireMutation: Sendable, Hashable {
    /// What is wrong.
    public enum Act: Sendable, Hashable {
        /// A field is missing.
        case drop(path: [String])
        /// A field is null.
        case null(path: [String])
        /// A field has another type.
        case retype(path: [String])
        /// The first two elements of a list have changed places.
        case swap(path: [String])
        /// The first element of a list comes twice.
        case duplicate(path: [String])
        /// The status is of another class: a success becomes 500, an error 200.
        case flipStatus
        /// A success becomes an error body with the status of a success.
        case errorBody
        /// The answer is the one that the same request got first.
        case stale
        /// A header field is missing.
        case loseHeader(String)
        /// The content is cut in half.
        case truncate

        /// The field that is wrong, or the list whose elements are; nil where the whole answer is.
        public var field: String? {
            switch self {
            case .drop(let path), .null(let path), .retype(let path), .swap(let path), .duplicate(let path): path.last
            case .flipStatus, .errorBody, .stale, .loseHeader, .truncate: nil
            }
        }

        /// What is wrong, as a word or two that follow "it is".
        public var word: String {
            switch self {
            case .drop: "dropped"
            case .null: "null"
            case .retype: "of another type"
            case .swap: "swapped"
            case .duplicate: "duplicated"
            case .flipStatus: "of another status"
            case .errorBody: "an error with the status of a success"
            case .stale: "stale"
            case .loseHeader: "without a header field"
            case .truncate: "truncated"
            }
        }
    }

    /// What is wrong.
    public var act: Act

    /// Makes a mutation.
    public init(_ act: Act) { self.act = act }

    /// The wrong answer; the same answer where there is nothing to do wrong.
    ///
    /// - Parameter first: the first answer that the same request got.
    public func applied(to response: WireResponse, first: WireResponse?) -> WireResponse {
        var response = response
        switch act {
        case .drop(let path): return edited(response, path) { _ in nil }
        case .null(let path): return edited(response, path) { _ in .null }
        case .retype(let path): return edited(response, path) { $0.numberValue == nil ? 7 : "seven" }
        case .swap(let path):
            return edited(response, path) { value in
                guard let list = value.arrayValue, list.count > 1 else { return value }
                return .array([list[1], list[0]] + list.dropFirst(2))
            }
        case .duplicate(let path):
            return edited(response, path) { value in value.arrayValue.map { .array($0.prefix(1) + $0) } ?? value }
        case .flipStatus: response.status = response.status < 400 ? 500 : 200
        case .errorBody:
            guard response.status < 300 else { return response }
            response.body = Array(#"{"error":"internal error"}"#.utf8)
            response.bodySize = response.body.count
        case .stale: return first ?? response
        case .loseHeader(let name): response.headers.remove(name)
        case .truncate:
            response.body = Array(response.body.prefix(response.body.count / 2))
            response.bodySize = response.body.count
        }
        return response
    }

    /// Whether it makes a difference to an answer.
    ///
    /// - Parameter first: the first answer that the same request got.
    public func changes(_ response: WireResponse, _ first: WireResponse?) -> Bool {
        let wrong = applied(to: response, first: first)
        if case .stale = act { return wrong.status != response.status || wrong.body != response.body }
        guard wrong.status == response.status, wrong.body != response.body else { return wrong != response }
        // Written anew, content may look otherwise and say the same.
        guard let was = try? JSONReader.read(response.body), let now = try? JSONReader.read(wrong.body) else {
            return true
        }
        return was.value != now.value
    }

    private func edited(_ response: WireResponse, _ path: [String], _ change: (JSONValue) -> JSONValue?) -> WireResponse
    {
        guard response.status < 300, let document = try? JSONReader.read(response.body) else { return response }
        var response = response
        response.body = JSONWriter.bytes(of: Self.edit(document.value, path[...], change) ?? .null)
        response.bodySize = response.body.count
        return response
    }

    private static func edit(
        _ value: JSONValue, _ path: ArraySlice<String>, _ change: (JSONValue) -> JSONValue?
    ) -> JSONValue? {
        guard let name = path.first else { return change(value) }
        switch value {
        case .array(let elements) where name == "*":
            return .array(elements.compactMap { edit($0, path.dropFirst(), change) })
        case .object(let object):
            return .object(
                JSONObject(
                    object.members.compactMap { member in
                        guard member.name == name else { return member }
                        return edit(member.value, path.dropFirst(), change).map {
                            JSONObject.Member(name: name, value: $0)
                        }
                    }))
        default: return value
        }
    }
}

extension OperationDescription {
    /// The documented fields of the success content, as paths from its root; `*` stands for the elements of a list.
    public var fieldPaths: [[String]] {
        guard let success = json["success"] else { return [] }
        var paths = Self.names(success["fields"]).map { [$0] }
        for list in success["items"]?.objectValue?.members ?? [] {
            paths += Self.names(list.value).map { [list.name, "*", $0] }
        }
        for part in success["parts"]?.objectValue?.members ?? [] {
            guard let root = Self.steps(part.value["of"]?.stringValue) else { continue }
            paths += Self.names(part.value["fields"]).map { root + [$0] }
        }
        return paths
    }

    private static func names(_ fields: JSONValue?) -> [String] { fields?.objectValue?.members.map(\.name) ?? [] }

    /// The steps of a path like `$.items[*].price`; nil for a path of any other form.
    private static func steps(_ path: String?) -> [String]? {
        guard let path, path.hasPrefix("$."), !path.contains("..") else { return nil }
        let steps = path.dropFirst(2).replacing("[*]", with: ".*").split(separator: ".").map(String.init)
        return steps.allSatisfy { $0 == "*" || !$0.contains { "[]()?@'\"*".contains($0) } } ? steps : nil
    }

    /// Everything that can be done wrong to the answers of this operation.
    public var wireMutations: [(field: String, mutation: WireMutation)] {
        let fields = fieldPaths.flatMap { path in
            [WireMutation.Act.drop(path: path), .null(path: path), .retype(path: path)].map {
                (path.joined(separator: "."), $0)
            }
        }
        let lists = (json["success"]?["items"]?.objectValue?.members ?? []).flatMap { list in
            [WireMutation.Act.swap(path: [list.name]), .duplicate(path: [list.name])].map { (list.name, $0) }
        }
        var whole: [WireMutation.Act] = [.flipStatus, .errorBody, .stale, .truncate]
        if json["success"]?["status"]?.numberValue?.integer == 307 { whole.append(.loseHeader("Location")) }
        return (fields + lists + whole.map { ("the answer", $0) }).map { ($0.0, WireMutation($0.1)) }
    }
}
