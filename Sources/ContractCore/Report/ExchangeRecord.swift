/// One exchange, cut to size and redacted for reports.
public struct ExchangeRecord: Sendable, Hashable {
    /// What it was for: "given a module", "step 2", "cleanup".
    public var label: String
    /// The method.
    public var method: String
    /// The absolute URL.
    public var url: String
    /// The status code, or nil when no response came.
    public var status: Int?
    /// How long each phase took, in seconds.
    public var timings: TransferTimings
    private var details = Details.none

    /// What a case that passed does not keep.
    private struct Parts: Sendable, Hashable {
        var requestHeaders: HeaderLines?
        var requestBody: BodyRecord?
        var reasonPhrase: String?
        var responseHeaders: HeaderLines?
        var responseBody: BodyRecord?
        var failure: String?
        var curl: String?
        var signing: SigningRecord?
    }

    /// Nearly all records of a run are outlines, so that the rest has a place of its own.
    private indirect enum Details: Sendable, Hashable {
        case none
        case some(Parts)

        var parts: Parts? {
            if case .some(let parts) = self { parts } else { nil }
        }
    }

    /// Makes a record.
    public init(
        label: String, method: String, url: String, requestHeaders: HeaderLines? = nil, requestBody: BodyRecord? = nil,
        status: Int? = nil, reasonPhrase: String? = nil, responseHeaders: HeaderLines? = nil,
        responseBody: BodyRecord? = nil, failure: String? = nil, timings: TransferTimings = TransferTimings(),
        curl: String? = nil, signing: SigningRecord? = nil
    ) {
        self.init(label: label, method: method, url: url, status: status, timings: timings)
        keep(
            Parts(
                requestHeaders: requestHeaders, requestBody: requestBody, reasonPhrase: reasonPhrase,
                responseHeaders: responseHeaders, responseBody: responseBody, failure: failure, curl: curl,
                signing: signing))
    }

    /// Makes an outline.
    public init(label: String, method: String, url: String, status: Int?, timings: TransferTimings) {
        self.label = label
        self.method = method
        self.url = url
        self.status = status
        self.timings = timings
    }

    /// Whether there is nothing but method, URL, status and times.
    var isOutline: Bool {
        if case .none = details { true } else { false }
    }

    private mutating func keep(_ parts: Parts) {
        details = parts == Parts() ? .none : .some(parts)
    }

    private mutating func change(_ change: (inout Parts) -> Void) {
        var parts = details.parts ?? Parts()
        change(&parts)
        keep(parts)
    }
}

extension ExchangeRecord {
    /// The header lines as sent, or nil where a passing case keeps only the outline.
    public var requestHeaders: HeaderLines? {
        get { details.parts?.requestHeaders }
        set { change { $0.requestHeaders = newValue } }
    }
    /// The content as sent.
    public var requestBody: BodyRecord? {
        get { details.parts?.requestBody }
        set { change { $0.requestBody = newValue } }
    }
    /// The reason phrase behind the status code.
    public var reasonPhrase: String? {
        get { details.parts?.reasonPhrase }
        set { change { $0.reasonPhrase = newValue } }
    }
    /// The header lines as received.
    public var responseHeaders: HeaderLines? {
        get { details.parts?.responseHeaders }
        set { change { $0.responseHeaders = newValue } }
    }
    /// The content as received.
    public var responseBody: BodyRecord? {
        get { details.parts?.responseBody }
        set { change { $0.responseBody = newValue } }
    }
    /// Why no response came, or nil.
    public var failure: String? {
        get { details.parts?.failure }
        set { change { $0.failure = newValue } }
    }
    /// The curl command that sends the same request; secrets stand in it as shell variables.
    public var curl: String? {
        get { details.parts?.curl }
        set { change { $0.curl = newValue } }
    }
    /// What was signed, for a signed request that was answered with 401.
    public var signing: SigningRecord? {
        get { details.parts?.signing }
        set { change { $0.signing = newValue } }
    }
}

extension ExchangeRecord: Codable {
    private enum Key: String, CodingKey {
        case label, method, url, requestHeaders, requestBody, status, reasonPhrase, responseHeaders, responseBody
        case failure, timings, curl, signing
    }

    /// Reads a record as `report.json` has it.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        self.init(
            label: try values.decode(String.self, forKey: .label),
            method: try values.decode(String.self, forKey: .method),
            url: try values.decode(String.self, forKey: .url),
            requestHeaders: try values.decodeIfPresent(HeaderLines.self, forKey: .requestHeaders),
            requestBody: try values.decodeIfPresent(BodyRecord.self, forKey: .requestBody),
            status: try values.decodeIfPresent(Int.self, forKey: .status),
            reasonPhrase: try values.decodeIfPresent(String.self, forKey: .reasonPhrase),
            responseHeaders: try values.decodeIfPresent(HeaderLines.self, forKey: .responseHeaders),
            responseBody: try values.decodeIfPresent(BodyRecord.self, forKey: .responseBody),
            failure: try values.decodeIfPresent(String.self, forKey: .failure),
            timings: try values.decode(TransferTimings.self, forKey: .timings),
            curl: try values.decodeIfPresent(String.self, forKey: .curl),
            signing: try values.decodeIfPresent(SigningRecord.self, forKey: .signing))
    }

    /// Writes what there is.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(label, forKey: .label)
        try values.encode(method, forKey: .method)
        try values.encode(url, forKey: .url)
        let parts = details.parts
        if let parts {
            try values.encodeIfPresent(parts.requestHeaders, forKey: .requestHeaders)
            try values.encodeIfPresent(parts.requestBody, forKey: .requestBody)
        }
        try values.encodeIfPresent(status, forKey: .status)
        if let parts {
            try values.encodeIfPresent(parts.reasonPhrase, forKey: .reasonPhrase)
            try values.encodeIfPresent(parts.responseHeaders, forKey: .responseHeaders)
            try values.encodeIfPresent(parts.responseBody, forKey: .responseBody)
            try values.encodeIfPresent(parts.failure, forKey: .failure)
        }
        try values.encode(timings, forKey: .timings)
        if let parts {
            try values.encodeIfPresent(parts.curl, forKey: .curl)
            try values.encodeIfPresent(parts.signing, forKey: .signing)
        }
    }
}
