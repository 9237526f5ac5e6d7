/// The emulator behaving otherwise where the documents leave it free; no verdict may change.
public struct Variant: Sendable {
    /// The id, in kebab case.
    public let id: String
    /// What it does otherwise, in one sentence.
    public let summary: String
    /// Whether it shows in the bytes on the wire only, so that a run has to go through sockets.
    public let isOfTheWire: Bool
    /// The optional feature that it does without, as the part of a rule's id behind the full stop; nil for none.
    public private(set) var omits: String?
    let adopt: @Sendable (inout EmulatorConfiguration, inout RuleBook) -> Void

    private init(
        _ id: String, _ summary: String, isOfTheWire: Bool = false,
        _ adopt: @escaping @Sendable (inout EmulatorConfiguration, inout RuleBook) -> Void
    ) {
        self.id = id
        self.summary = summary
        self.isOfTheWire = isOfTheWire
        self.adopt = adopt
    }

    fileprivate static func manners(
        _ id: String, _ summary: String, _ set: @escaping @Sendable (inout Manners) -> Void
    ) -> Variant {
        Variant(id, summary) { _, book in set(&book.manners) }
    }

    /// The same variant, which does without an optional feature.
    fileprivate func omitting(_ rule: String) -> Variant {
        var variant = self
        variant.omits = rule
        return variant
    }

    fileprivate static func answers(
        _ id: String, _ summary: String, _ statuses: ClosedRange<Int> = 100...599, _ acts: AnswerChange.Act...
    ) -> Variant {
        Variant(id, summary) { _, book in
            for operation in Operations.all {
                book.changes[operation.name, default: []] += acts.map { AnswerChange(statuses: statuses, act: $0) }
            }
        }
    }

    fileprivate static func wire(
        _ id: String, _ summary: String, _ set: @escaping @Sendable (inout EmulatorConfiguration) -> Void
    ) -> Variant {
        Variant(id, summary, isOfTheWire: true) { configuration, _ in set(&configuration) }
    }
}

/// All variants; a new one is a line here.
public enum Variants {
    /// Every variant, ids unique.
    public static let all: [Variant] = [
        .manners("messages-in-chinese", "words messages in Chinese") { $0.wording = .chinese },
        .manners("messages-terse", "words every message the same") { $0.wording = .terse },
        .manners("messages-with-markup", "words messages with markup, quotes and control characters") {
            $0.wording = .markup
        },
        .manners("other-error-codes", "gives error codes of another form") { $0.hasOtherCodes = true },
        .manners("gateway-refusals", "refuses unknown callers with codes of a gateway") {
            $0.hasGatewayRefusals = true
        },
        .manners("full-error-bodies", "adds all optional members to error bodies") { $0.hasFullErrors = true },
        .manners("default-limit-10", "gives pages of 10 when no limit is given") { $0.defaultLimit = 10 },
        .manners("default-limit-100", "gives pages of 100 when no limit is given") { $0.defaultLimit = 100 },
        .manners("no-previous-markers", "gives no previous_marker") { $0.hasPreviousMarkers = false }
            .omitting("page-info-previous-marker"),
        .manners("no-page-info-for-one-page", "leaves out page_info when everything fits on one page") {
            $0.omitsPageInfo = true
        },
        .manners("null-markers", "gives null for markers that are not there") { $0.hasNullMarkers = true },
        .manners("markers-for-any-parameters", "takes a marker with other parameters too") { $0.takesAnyMarker = true },
        .manners("null-descriptions", "gives null for a description that was never given") { $0.unset = .null },
        .manners("empty-descriptions", "gives an empty text for a description that was never given") {
            $0.unset = .empty
        },
        .manners("description-not-emptied", "refuses to empty a description") { $0.refusesEmptyDescription = true },
        .manners("unknown-ignored", "ignores unknown fields and query parameters") { $0.ignoresUnknown = true },
        .manners("update-time-later", "sets update_time of a new module a little later than create_time") {
            $0.updateDelay = 3
        },
        .manners("versions-touch-modules", "moves update_time of a module when a version is made") {
            $0.versionsTouchModules = true
        },
        .manners("checks-backwards", "checks parameters in reverse order") { $0.checksBackwards = true },
        .manners("coarse-clock", "has a clock that moves in steps of 10 milliseconds") { $0.clockStep = 10 },
        .manners("ids-of-version-7", "gives ids with another version digit") { $0.idVersion = 7 },
        .answers(
            "extra-members", "adds members to every object", 200...599,
            .json(JSONChange(path: [], act: .addMember("x_extra", .array([.null, .string("x")]))))),
        .answers(
            "members-turned", "writes members in another order", 100...599,
            .json(JSONChange(path: [], act: .turnMembers))),
        .answers("json-spaced", "writes JSON with blanks and line feeds", 100...599, .spaced),
        .answers("json-escaped", "writes JSON with escapes outside ASCII", 100...599, .escaped),
        .answers(
            "charset-in-content-type", "names a charset in Content-Type", 200...499,
            .header("Content-Type", "application/json;charset=UTF-8")),
        .answers(
            "content-type-capital", "writes Content-Type in other case", 200...499,
            .header("Content-Type", "Application/JSON; Charset=\"utf-8\"")),
        .answers(
            "more-headers", "adds header fields", 100...599, .header("X-Frame-Options", "SAMEORIGIN"),
            .header("Server", "api-gateway"), .header("Strict-Transport-Security", "max-age=31536000")),
        .answers("headers-turned", "writes header names in lower case and in another order", 100...599, .headersTurned),
        .answers("no-request-id", "gives no X-Request-Id", 100...599, .header("X-Request-Id", nil)),
        .answers(
            "content-with-redirect", "gives content with a redirect", 307...307,
            .content("<html>moved</html>", type: "text/html")),
        .wire("chunked", "sends content in chunks") { $0.framing = .chunked },
        .wire("connection-closed", "closes the connection behind every answer") { $0.framing = .closing },
        .wire("slow", "holds every answer back for 20 milliseconds") { $0.latency = .milliseconds(20) },
        .wire("another-seed", "begins at another time with other ids") { $0.seed = 77 },
    ]

    /// The variant of an id; nil when there is none.
    public static func named(_ id: String) -> Variant? { all.first { $0.id == id } }
}
