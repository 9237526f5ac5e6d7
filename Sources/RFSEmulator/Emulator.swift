import Logging

/// Starts the emulated service.
public enum Emulator {
    /// Opens the state and the listeners; returns when all of them accept connections.
    ///
    /// Throws what keeps it from starting: a port in use, a data file that cannot be used.
    public static func start(_ configuration: EmulatorConfiguration) async throws(EmulatorError) -> RunningEmulator {
        let (configuration, rules) = try configuration.adopted()
        return try await start(configuration, rules: rules)
    }

    /// As `start`, with rules broken on purpose.
    static func start(
        _ configuration: EmulatorConfiguration, rules: RuleBook
    ) async throws(EmulatorError) -> RunningEmulator {
        let instance = try Instance(configuration, rules: rules)
        var listeners: [Listener] = []
        do {
            let ready = try await open(instance, &listeners)
            return RunningEmulator(ready: ready, instance: instance, listeners: listeners)
        } catch {
            for listener in listeners { await listener.stop() }
            instance.close()
            throw error
        }
    }

    private static func open(
        _ instance: Instance, _ listeners: inout [Listener]
    ) async throws(EmulatorError) -> ReadyLine {
        let configuration = instance.configuration
        func listen(port: Int, _ service: Listener.Service) async throws(EmulatorError) -> Listener {
            let listener = try await Listener.start(
                host: configuration.host, port: port, logger: instance.logger, service: service)
            return listener
        }
        let objects = try await listen(
            port: configuration.objectStorePort,
            Listener.Service(
                maximumBody: ObjectStore.maximumBody, answer: instance.objects.answer, tooLarge: ObjectStore.tooLarge))
        listeners.append(objects)
        let authority = Authority(host: configuration.host, port: objects.port)

        var endpoints: [(region: Region, endpoint: String)] = []
        for region in Region.all {
            let gateway = instance.gateway(
                region, objectStoreURL: authority.url, objectStoreAuthorities: authority.names)
            let listener = try await listen(
                port: region == .first ? configuration.port : 0,
                Listener.Service(
                    maximumBody: Gateway.maximumBody, latency: configuration.latency, framing: configuration.framing,
                    answer: gateway.answer, tooLarge: gateway.tooLarge))
            listeners.append(listener)
            endpoints.append((region, Authority(host: configuration.host, port: listener.port).url))
        }

        let administration = instance.administration(endpoints: endpoints)
        let admin = try await listen(
            port: configuration.adminPort,
            Listener.Service(
                maximumBody: Administration.maximumBody, answer: administration.answer,
                tooLarge: administration.tooLarge))
        listeners.append(admin)

        let user = instance.firstUser
        return ReadyLine(
            endpoint: endpoints[0].endpoint, adminEndpoint: Authority(host: configuration.host, port: admin.port).url,
            accessKey: user.accessKey, secretKey: user.secretKey, token: user.token,
            projectID: user.account.projectID, domainID: user.account.domainID, region: Region.first.name,
            objectStoreURL: authority.url)
    }
}

/// An emulator that accepts connections.
public struct RunningEmulator: Sendable {
    /// The addresses and the credentials of the first account.
    public let ready: ReadyLine
    private let instance: Instance
    private let listeners: [Listener]

    init(ready: ReadyLine, instance: Instance, listeners: [Listener]) {
        self.ready = ready
        self.instance = instance
        self.listeners = listeners
    }

    /// Closes the listeners, lets requests in flight finish (five seconds at most), and closes the database.
    public func stop() async {
        await withTaskGroup { group in
            for listener in listeners { group.addTask { await listener.stop() } }
        }
        instance.close()
    }
}

/// Runs an emulator for as long as the closure takes.
public func withEmulator<Result: Sendable>(
    _ configuration: EmulatorConfiguration = EmulatorConfiguration(),
    _ body: (RunningEmulator) async throws -> Result
) async throws -> Result {
    let emulator = try await Emulator.start(configuration)
    do {
        let result = try await body(emulator)
        await emulator.stop()
        return result
    } catch {
        await emulator.stop()
        throw error
    }
}
