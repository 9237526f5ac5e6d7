@testable import RFSEmulator

/// An instance without sockets, called as if through its listeners.
struct Bench: Sendable {
    static let objectStore = "http://objects.test:9"

    let instance: Instance
    let rules: RuleBook
    let gateways: [Region: Gateway]
    let administration: Administration

    init(
        _ configuration: EmulatorConfiguration = EmulatorConfiguration(), rules: RuleBook = RuleBook(),
        wall: WallClock = .system
    ) throws {
        let instance = try Instance(configuration, rules: rules, wall: wall)
        self.instance = instance
        self.rules = rules
        gateways = Dictionary(
            uniqueKeysWithValues: Region.all.map { region in
                (
                    region,
                    instance.gateway(
                        region, objectStoreURL: Self.objectStore, objectStoreAuthorities: ["objects.test:9"])
                )
            })
        administration = instance.administration(
            endpoints: Region.all.map { ($0, "http://\($0.name).test") })
    }

    /// A caller with a token of the first account.
    var caller: Caller { Caller(bench: self, user: instance.firstUser) }

    /// A caller of an account of its own.
    func newCaller(_ body: String = "") throws -> Caller {
        let answer = admin("POST", "/accounts", body)
        let token = try require(try JSONReader.read(answer.body)["token"]?.string)
        return Caller(bench: self, user: try require(instance.accounts.user(token: token)))
    }

    /// A further user of an account, with the operations that are denied.
    func newUser(of caller: Caller, deny: [String]) throws -> Caller {
        let list = deny.map { "\"\($0)\"" }.joined(separator: ",")
        let answer = admin("POST", "/accounts/\(caller.user.account.domainID)/users", "{\"deny\":[\(list)]}")
        let token = try require(try JSONReader.read(answer.body)["token"]?.string)
        return Caller(bench: self, user: try require(instance.accounts.user(token: token)))
    }

    func admin(_ method: String, _ path: String, _ body: String = "") -> HTTPAnswer {
        administration.answer(HTTPCall(method: method, target: path, body: Array(body.utf8)))
    }

    /// Puts an object and gives the link to it.
    func put(_ path: String, _ content: [UInt8]) -> String {
        _ = instance.objects.answer(HTTPCall(method: "PUT", target: path, body: content))
        return Self.objectStore + path
    }

    /// Reads a link into the object store.
    func fetch(_ link: String, method: String = "GET") -> HTTPAnswer {
        instance.objects.answer(
            HTTPCall(method: method, target: String(link.dropFirst(Self.objectStore.utf8.count))))
    }
}

/// A missing value where a test needs one.
struct MissingValue: Error {}

/// The value, or an error that fails the test.
func require<Value>(_ value: Value?) throws -> Value {
    guard let value else { throw MissingValue() }
    return value
}

/// Somebody who sends requests.
struct Caller: Sendable {
    static let requestID = "3fef5d3e-27b6-44e8-9769-1d7262bd9430"

    let bench: Bench
    let user: User
    var region = Region.first

    /// Sends a request with a token and a Client-Request-Id; `nil` as a header value leaves that header out.
    func send(
        _ method: String, _ target: String, _ body: String = "", headers: [String: String?] = [:]
    ) -> HTTPAnswer {
        var all: [String: String?] = ["X-Auth-Token": user.token, "Client-Request-Id": Self.requestID]
        all.merge(headers) { $1 }
        let fields = all.compactMap { name, value in value.map { (name, $0) } }
        let call = HTTPCall(
            method: method, target: target, host: "rfs.test", fields: fields, body: Array(body.utf8))
        return bench.gateways[region].map { $0.answer(call) } ?? HTTPAnswer(status: 0)
    }

    /// Creates a module and gives its id.
    @discardableResult
    func create(_ name: String, description: String? = nil) throws -> String {
        let extra = description.map { ",\"module_description\":\"\($0)\"" } ?? ""
        let answer = send("POST", "/v1/private-modules", "{\"module_name\":\"\(name)\"\(extra)}")
        return try require(try JSONReader.read(answer.body)["module_id"]?.string)
    }

    /// Creates a version of a module with a small package.
    func createVersion(_ module: String, _ number: String, description: String? = nil) -> HTTPAnswer {
        let link = bench.put("/uploads/small.zip", ZipMaker.small)
        let extra = description.map { ",\"version_description\":\"\($0)\"" } ?? ""
        return send(
            "POST", "/v1/private-modules/\(module)/versions",
            "{\"module_version\":\"\(number)\",\"module_uri\":\"\(link)\"\(extra)}")
    }
}

extension HTTPAnswer {
    /// The content as text.
    var text: String { String(decoding: body, as: UTF8.self) }

    /// The content as JSON, null when it is none.
    var json: JSONValue { (try? JSONReader.read(body)) ?? .null }

    /// Status and error code.
    var outcome: Outcome { Outcome(status: status, code: json["error_code"]?.string) }
}

/// Status and error code of an answer.
struct Outcome: Equatable, CustomStringConvertible {
    var status: Int
    var code: String?

    init(status: Int, code: String? = nil) {
        self.status = status
        self.code = code
    }

    init(_ error: ErrorCode) {
        self.init(status: error.status, code: error.code)
    }

    var description: String { "\(status) \(code ?? "-")" }
}

extension JSONValue {
    /// The elements of a list.
    var elements: [JSONValue] {
        guard case .array(let elements) = self else { return [] }
        return elements
    }

    /// The names of the members in order.
    var names: [String] {
        guard case .object(let members) = self else { return [] }
        return members.map(\.name)
    }
}
