import ContractCore
import ContractRunner
import Foundation
import RFSEmulator

/// The emulator that a run without an endpoint asks.
///
/// It is asked by a call: a socket between two parts of one process costs more than the work of both. Only a run with an
/// option about connections gets one that listens on loopback, so that the option means what it says.
enum EmbeddedEmulator {
    case direct(DirectEmulator)
    case listening(RunningEmulator)

    /// One for a single run: virtual clock, state in memory, ports (if any) chosen by the system.
    ///
    /// A deployment takes as long as a run usually pauses between two looks at it, so that one pause is enough.
    static func start(seed: UInt64, isListening: Bool = false) async throws(Failure) -> EmbeddedEmulator {
        let configuration = EmulatorConfiguration(clock: .virtual, seed: seed, transition: .milliseconds(500))
        return isListening ? .listening(try await .started(configuration)) : .direct(try .started(configuration))
    }

    /// Addresses and credentials.
    var ready: ReadyLine {
        switch self {
        case .direct(let emulator): emulator.ready
        case .listening(let emulator): emulator.ready
        }
    }

    /// How many cases at once make the most of this machine.
    var jobs: Int {
        let cores = ProcessInfo.processInfo.activeProcessorCount
        return switch self {
        case .direct: cores
        // A case and the emulator wait for each other, so that two cases keep a core busy.
        case .listening: cores * 2
        }
    }

    /// What takes requests to it, and those to other addresses to another transport.
    func transport(besides other: CurlTransport) -> any Transport {
        switch self {
        case .direct(let emulator): DirectTransport(emulator: emulator, other: other)
        case .listening: other
        }
    }

    /// Ends it, with all that it holds.
    func stop() async {
        switch self {
        case .direct(let emulator): emulator.stop()
        case .listening(let emulator): await emulator.stop()
        }
    }
}

extension RunningEmulator {
    /// An emulator that listens, or a failure of the command.
    static func started(_ configuration: EmulatorConfiguration) async throws(Failure) -> RunningEmulator {
        do { return try await Emulator.start(configuration) } catch { throw Failure(error) }
    }
}

extension DirectEmulator {
    /// An emulator without sockets, or a failure of the command.
    static func started(_ configuration: EmulatorConfiguration) throws(Failure) -> DirectEmulator {
        do { return try DirectEmulator(configuration) } catch { throw Failure(error) }
    }

    /// An emulator without sockets that waits as little as it can, or a failure of the command.
    static func started(mutant: String? = nil, variants: [String] = [], seed: UInt64 = 1) throws(Failure)
        -> DirectEmulator
    {
        try started(EmulatorConfiguration(seed: seed, mutant: mutant, variants: variants))
    }
}

extension Failure {
    /// Why an emulator did not start.
    fileprivate init(_ error: EmulatorError) {
        switch error {
        case .unknownMutant(let id):
            self.init(
                status: .usage, message: error.description,
                hint: Suggestion.nearest(to: id, among: Mutants.all.map(\.id)).map { "did you mean '\($0)'?" }
                    ?? "'hallmark prove --list' shows all mutants")
        case .unknownVariant(let id):
            self.init(
                status: .usage, message: error.description,
                hint: Suggestion.hint(for: id, among: Variants.all.map(\.id)))
        default: self.init(status: .undecided, message: "the emulator cannot start: \(error.description)")
        }
    }
}

extension TargetResolution {
    /// Takes what an emulator of this process says of itself for the variables, and its addresses as if the user had named them.
    mutating func adopt(_ ready: ReadyLine) {
        namedURLs? += [ready.endpoint, ready.adminEndpoint, ready.objectStoreURL]
        let offered = [
            "endpoint": ready.endpoint, "admin_endpoint": ready.adminEndpoint, "object_store_url": ready.objectStoreURL,
            "access_key": ready.accessKey, "secret_key": ready.secretKey, "token": ready.token,
            "project_id": ready.projectID,
            "domain_id": ready.domainID, "region": ready.region,
        ]
        let secretNames = Set(environment.secrets.map(\.name)).union(["access_key", "secret_key", "token"])
        for (name, value) in offered {
            if secretNames.contains(name) { secrets[name] = value } else { variables[name] = value }
        }
    }
}
