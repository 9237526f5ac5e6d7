/// One thing that a case does, and what is made of the answer.
///
/// Steps that say the same share what was read of the first of them, and differ by the place where they stand.
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

    /// What a step says, with places as they were where it was read.
    struct Content: Sendable {
        var action: Action
        var identity: String?
        @Rare var signature: SignatureChange?
        var expect: Expectation?
        @Rare var assume: Expectation?
        @Rare var tolerate: Expectation?
        @Rare var unsupported: Expectation?
        var captures: [Capture] = []
        @Rare var until: Until?
        @Rare var during: While?
        var removals: [Removal] = []
        var followsRedirects = false
        var files: Set<String> = []
        var operation: String?
        var isControl = false
    }

    /// A content that was read, and where.
    private final class Body: Sendable {
        let content: Content
        let origin: Location

        init(_ content: Content, origin: Location) {
            self.content = content
            self.origin = origin
        }
    }

    private let body: Body
    /// Where the step begins.
    public let location: Location

    init(_ content: Content, at location: Location) {
        self.init(Body(content, origin: location), at: location)
    }

    private init(_ body: Body, at location: Location) {
        self.body = body
        self.location = location
    }

    /// The same step as it stands a second time, word for word, at another place.
    func moved(to place: Location) -> Step { Step(body, at: place) }

    /// The same step as the control of a rule, for the operation that the rule is about.
    func asControl(of operation: String?) -> Step {
        var content = body.content
        content.isControl = true
        content.operation = operation ?? content.operation
        return Step(Body(content, origin: body.origin), at: location)
    }

    /// What it does.
    public var action: Action { body.content.action }
    /// Who asks: nil for the usual credentials.
    public var identity: String? { body.content.identity }
    /// What is wrong with the request's signature; nil for a sound one.
    public var signature: SignatureChange? { body.content.signature }
    /// What the rule says of the answer.
    public var expect: Expectation? { placed(body.content.expect) }
    /// What must hold for the rule to be judged.
    public var assume: Expectation? { placed(body.content.assume) }
    /// An answer that the documentation does not exclude.
    public var tolerate: Expectation? { placed(body.content.tolerate) }
    /// What shows that an optional feature is absent.
    public var unsupported: Expectation? { placed(body.content.unsupported) }
    /// Values for later steps.
    public var captures: [Capture] { body.content.captures }
    /// What to wait for.
    public var until: Until? {
        guard var until = body.content.until else { return nil }
        until.condition = placed(until.condition)
        until.stop = placed(until.stop)
        return until
    }
    /// What must hold while the request is answered.
    public var during: While? {
        guard var during = body.content.during else { return nil }
        during.condition = placed(during.condition)
        return during
    }
    /// What removes what this step creates, in order.
    public var removals: [Removal] { body.content.removals }
    /// Whether redirects are followed; credentials never go along to another origin.
    public var followsRedirects: Bool { body.content.followsRedirects }
    /// Names of files whose bytes are compared or sent.
    public var files: Set<String> { body.content.files }
    /// The operation that the request belongs to, by its name.
    public var operation: String? { body.content.operation }
    /// Whether this is the control that shows the valid request to be accepted.
    public var isControl: Bool { body.content.isControl }

    private func placed(_ expectation: Expectation) -> Expectation {
        expectation.moved(from: body.origin, to: location)
    }

    private func placed(_ expectation: Expectation?) -> Expectation? { expectation.map { placed($0) } }

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
