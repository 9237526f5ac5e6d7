import ContractCore
import RFSEmulator

/// The store that comes with the tool, for a target that fetches declared files from this machine.
///
/// It is for targets that take a link to anywhere; nobody needs storage of his own to test one.
struct FileHost {
    /// The variable by which an environment takes the store.
    private static let variable = "object_store_url"
    private let store: RunningEmulator

    /// Starts the store on an address of this machine, and tells the environment of it; nothing without an address.
    ///
    /// The files go with the store, so the environment need not remove them.
    static func start(_ address: String?, _ resolution: inout TargetResolution) async throws -> FileHost? {
        guard let address else { return nil }
        let capabilities = resolution.environment.capabilities.filter { _, capability in
            capability.expressions.contains { $0.root == variable }
        }
        guard !capabilities.isEmpty, resolution.variables[variable] == nil else {
            throw Failure(
                status: .usage,
                message: "'--file-host' is of no use here: the environment "
                    + (capabilities.isEmpty ? "does not ask for" : "knows another") + " '\(variable)'",
                hint: "leave out one of the two")
        }
        let store = try await RunningEmulator.started(EmulatorConfiguration(host: address))
        resolution.variables[variable] = store.ready.objectStoreURL
        resolution.namedURLs?.append(store.ready.objectStoreURL)
        for name in capabilities.keys { resolution.environment.capabilities[name]?.cleanup = nil }
        return FileHost(store: store)
    }

    /// Ends it, with all files in it.
    func stop() async { await store.stop() }
}
