/// One operation of the API as its documentation describes it: data that families of rules work on.
public final class OperationDescription: Sendable {
    /// The name that rule identifiers begin with.
    public let name: String
    /// The name in the documentation.
    public let documented: String
    /// The description as written, for `${operation.…}` and `where`.
    public let json: JSONValue
    /// The valid request as written.
    public let request: LocatedNode
    /// The fixtures that the valid request needs.
    public let given: LocatedNode?
    /// The parameters in order.
    public let parameters: [Parameter]
    /// The fields of the success content.
    public let fields: [Field]
    /// The documented error statuses.
    public let errors: [Int]
    /// Requests that show what a refused call must not have changed.
    public let state: [LocatedNode]
    /// How it pages.
    public let paging: Paging?
    /// What removes what it creates.
    public let creates: Removal?
    /// The file's own rules.
    public let rules: [RuleDefinition]
    /// The file.
    public let file: String

    init(
        name: String, documented: String, json: JSONValue, request: LocatedNode, given: LocatedNode?,
        parameters: [Parameter], fields: [Field], errors: [Int], state: [LocatedNode], paging: Paging?,
        creates: Removal?, rules: [RuleDefinition], file: String
    ) {
        self.name = name
        self.documented = documented
        self.json = json
        self.request = request
        self.given = given
        self.parameters = parameters
        self.fields = fields
        self.errors = errors
        self.state = state
        self.paging = paging
        self.creates = creates
        self.rules = rules
        self.file = file
    }

    /// One parameter.
    public struct Parameter: Sendable {
        /// The name on the wire.
        public var name: String
        /// The name in lower case with hyphens.
        public var id: String
        /// What the description says of it, for `${parameter.…}`.
        public var json: JSONValue
    }

    /// One field of the success content.
    public struct Field: Sendable {
        /// The name of the member.
        public var name: String
        /// What is known of it, for `${field.…}`.
        public var json: JSONValue
    }

    /// Reports names that the description does not know, unless the step says that it means them.
    func check(_ with: MapReader, isUndocumented: Bool, into diagnostics: inout Diagnostics) {
        guard !isUndocumented else { return }
        for place in ["path", "headers", "query", "json"] {
            let known = parameters.filter { $0.json["in"]?.stringValue == place }.map(\.name)
            for entry in with[place]?.entries ?? [] where !Template.isIn(entry.key) {
                let isKnown = known.contains {
                    place == "headers" ? HeaderLines.sameName($0, entry.key) : $0 == entry.key
                }
                guard !isKnown,
                    !(place == "headers" && ["content-type", "x-auth-token"].contains(entry.key.lowercased()))
                else { continue }
                diagnostics.error(
                    "undocumented-parameter", "the operation '\(name)' has no parameter '\(entry.key)' in '\(place)'",
                    at: entry.keyNode,
                    hint: Suggestion.nearest(to: entry.key, among: known).map { "did you mean '\($0)'?" }
                        ?? "say 'undocumented: true' if the request is meant to have it")
            }
        }
    }
}

/// A rule as it stands in a file, before it is planned.
public struct RuleDefinition: Sendable {
    /// The key, which may have a family's words in it.
    public var key: String
    /// Where the key stands.
    public var location: Location
    /// What stands under the key.
    public var node: LocatedNode
    /// The file's own source and section, used where the rule has none.
    public var source: String?
    /// The file's section.
    public var section: String?
}
