/// One thing that a case does, and what is made of the answer.
public struct Step: Sendable {
    /// What a step can do.
    public enum Action: Sendable {
        /// Sends a request.
        case request(RequestTemplate)
        /// Sends a request again and again until there is no further page.
        indirect case list(RequestTemplate, Paging)
        /// Lets time pass, in milliseconds.
        case wait(Int)
        /// Uses a capability of the environment, with values for its request.
        case arrange(String, [(name: String, value: ValueTemplate)])
    }

    /// What it does.
    public var action: Action
    /// Who asks: nil for the usual credentials.
    public var identity: String?
    /// What is wrong with the request's signature; nil for a sound one.
    @Rare public var signature: SignatureChange?
    /// What the rule says of the answer.
    public var expect: Expectation?
    /// What must hold for the rule to be judged.
    @Rare public var assume: Expectation?
    /// An answer that the documentation does not exclude.
    @Rare public var tolerate: Expectation?
    /// What shows that an optional feature is absent.
    @Rare public var unsupported: Expectation?
    /// Values for later steps.
    public var captures: [Capture]
    /// What to wait for.
    @Rare public var until: Until?
    /// What must hold while the request is answered.
    @Rare public var during: While?
    /// What removes what this step creates, in order.
    public var removals: [Removal] = []
    /// Whether redirects are followed; credentials never go along to another origin.
    public var followsRedirects = false
    /// Names of files whose bytes are compared or sent.
    public var files: Set<String>
    /// The operation that the request belongs to, by its name.
    public var operation: String?
    /// Whether this is the control that shows the valid request to be accepted.
    public var isControl: Bool
    /// Where the step stands.
    public var location: Location

    /// The step in a few words.
    public var words: String {
        switch action {
        case .request(let request): request.words
        case .list(let request, _): "all pages of \(request.words)"
        case .wait(let milliseconds): "wait \(DurationText.text(milliseconds: milliseconds))"
        case .arrange(let name, _): "arrange \(name)"
        }
    }
}

/// How an operation pages.
public struct Paging: Sendable, Hashable {
    /// The items of a page.
    public var items: JSONPath
    /// The marker of the next page, absent or null on the last one.
    public var next: JSONPath
    /// The query parameter that takes the marker.
    public var marker: String
}

/// A value taken from an answer.
public struct Capture: Sendable {
    /// The name for later steps.
    public var name: String
    /// Where to take it from.
    public var source: Source
    /// The type that it must have, or nil for any.
    public var type: JSONValue.Kind?
    /// Whether the answer may do without it; the name then has no value.
    public var isOptional = false
    /// Where the capture stands.
    public var location: Location

    /// The places a value can be taken from.
    public enum Source: Sendable {
        /// The single node that a path selects.
        case path(JSONPath)
        /// A header field.
        case header(String)
        /// The content as text.
        case body
        /// The content as JSON.
        case json
        /// The status code.
        case status
    }
}

/// A wait for a state.
public struct Until: Sendable {
    /// What to wait for.
    public var condition: Expectation
    /// How long at most, in milliseconds; nil for the environment's pace.
    public var deadline: Int?
    /// How long between two requests, in milliseconds; nil for the environment's pace.
    public var every: Int?
    /// What ends a hopeless wait.
    public var stop: Expectation?
    /// Whether it is what the rule promises, so that a deadline that passes first is a fail.
    public var isPromised: Bool
}

/// The request that removes a resource, and the status that shows it gone.
public struct Removal: Sendable {
    /// The request.
    public var request: RequestTemplate
    /// The status codes that mean it is gone.
    public var gone: StatusAssertion
    /// The status codes that mean it cannot be removed yet, such as that of a busy thing; nil when there are none.
    public var later: StatusAssertion?
    /// The status codes by which the target says that it has no room for another such thing; nil when there are none.
    public var full: StatusAssertion?
    /// The fixture that shows whether it has room, since it can be made then; nil when none is named.
    public var room: Given?
}
