import HTTPTypes

/// An emulator without sockets: it is asked by a call and answers by its result.
///
/// It starts in milliseconds, so that every mutant can have one of its own.
public struct DirectEmulator: Sendable {
    /// The addresses, which no resolver knows, and the credentials of the first account.
    public let ready: ReadyLine
    /// What became of the mutant that the configuration names.
    public let trace: MutantTrace
    private let instance: Instance
    private let services: [String: @Sendable (HTTPCall) -> HTTPAnswer]

    /// An answer as plain data.
    public struct Answer: Sendable {
        /// The status code.
        public let status: Int
        /// The header fields in order, `Content-Length` included.
        public let headers: [(name: String, value: String)]
        /// The content.
        public let body: [UInt8]
    }

    private static let objectStore = "objects.emulator.test"
    private static let administration = "admin.emulator.test"

    /// Opens the state; ports of the configuration are not used.
    public init(_ configuration: EmulatorConfiguration = EmulatorConfiguration()) throws(EmulatorError) {
        let (configuration, rules) = try configuration.adopted()
        let instance = try Instance(configuration, rules: rules)
        var services: [String: @Sendable (HTTPCall) -> HTTPAnswer] = [:]
        var endpoints: [(region: Region, endpoint: String)] = []
        for (number, region) in Region.all.enumerated() {
            let host = "emulator.test:\(8001 + number)"
            let gateway = instance.gateway(
                region, objectStoreURL: "http://\(Self.objectStore)", objectStoreAuthorities: [Self.objectStore])
            services[host] = gateway.answer
            endpoints.append((region, "http://\(host)"))
        }
        services[Self.objectStore] = instance.objects.answer
        services[Self.administration] = instance.administration(endpoints: endpoints).answer
        let user = instance.firstUser
        ready = ReadyLine(
            endpoint: endpoints[0].endpoint, adminEndpoint: "http://\(Self.administration)", accessKey: user.accessKey,
            secretKey: user.secretKey, token: user.token, projectID: user.account.projectID,
            domainID: user.account.domainID, region: Region.first.name, objectStoreURL: "http://\(Self.objectStore)")
        trace = rules.trace
        self.instance = instance
        self.services = services
    }

    /// The answer to one request; nil when the URL is none of this emulator's.
    ///
    /// - Parameter headers: header fields as sent; lines that are no header fields are left out.
    public func answer(
        method: String, url: String, headers: [(String, String)] = [], body: [UInt8] = []
    ) -> Answer? {
        guard url.hasPrefix("http://") else { return nil }
        let rest = url.utf8.dropFirst(7)
        let end = rest.firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") } ?? rest.endIndex
        let host = Substring(rest[..<end]).lowercased()
        guard let service = services[host] else { return nil }
        let target = Substring(rest[end...])
        let call = HTTPCall(
            method: method, target: target.utf8.first == UInt8(ascii: "/") ? String(target) : "/\(target)", host: host,
            fields: headers, body: body)
        let answer = service(call)
        var lines = answer.headers.map { (name: $0.name.rawName, value: $0.value) }
        if answer.status != 204 { lines.append((name: "Content-Length", value: String(answer.body.count))) }
        let hasContent = answer.status != 204 && method != "HEAD"
        return Answer(status: answer.status, headers: lines, body: hasContent ? answer.body : [])
    }

    /// Closes the data file, if there is one; later changes get errors then.
    public func stop() { instance.close() }
}
