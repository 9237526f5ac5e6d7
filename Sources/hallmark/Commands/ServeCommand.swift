import ArgumentParser
import ContractCore
import Foundation
import Logging
import RFSEmulator

struct ServeCommand: AsyncParsableCommand, StopsInOrder {
    static let statusWhenStopped: ExitStatus? = nil
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serve the emulator of a service.",
        discussion:
            "One line of JSON on standard output tells when it is ready, and where everything is. Logs go to standard error."
    )

    @Argument(help: "The service: rfs.")
    var service: String
    @Option(help: "The address to listen on.")
    var host = "127.0.0.1"
    @Option(help: "The port of the API; 0 lets the system choose.")
    var port = 0
    @Option(help: "The port of administration; 0 lets the system choose.")
    var adminPort = 0
    @Option(help: "The port of the object store; 0 lets the system choose.")
    var objectStorePort = 0
    @Option(help: "The SQLite file that keeps the state; without it the state is gone at the end.")
    var data: String?
    @Option(help: "How accounts tell the time: real or virtual.")
    var clock = "virtual"
    @Option(help: "How long a deployment, a rollback, a deletion or a plan takes, for instance 2s.")
    var transition = "2s"
    @Option(help: "How long each answer is held back, for instance 20ms.")
    var latency = "0ms"
    @Option(help: "The number from which identifiers and credentials derive.")
    var seed: UInt64 = 1
    @Option(help: "Break a rule on purpose: the identifier of a mutant ('hallmark prove --list').")
    var mutant: String?
    @Option(help: "Do otherwise what the documents leave free: the identifier of a variant; may be repeated.")
    var variant: [String] = []
    @Flag(name: [.short, .long], help: "Log every request.")
    var verbose = false

    func run() async throws {
        guard service == "rfs" else {
            throw Failure(status: .usage, message: "there is no emulator of '\(service)'", hint: "known here: rfs")
        }
        guard let clock = EmulatorConfiguration.Clock(rawValue: clock) else {
            throw Failure(status: .usage, message: "'--clock \(clock)' is neither real nor virtual")
        }
        guard let latency = DurationText.milliseconds(latency) else {
            throw Failure(
                status: .usage, message: "'--latency \(latency)' is not a duration",
                hint: "write a number and a unit: 20ms")
        }
        guard let transition = DurationText.milliseconds(transition) else {
            throw Failure(
                status: .usage, message: "'--transition \(transition)' is not a duration",
                hint: "write a number and a unit: 2s")
        }
        let level: Logger.Level = verbose ? .debug : .notice
        LoggingSystem.bootstrap { label in
            var handler = StreamLogHandler.standardError(label: label)
            handler.logLevel = level
            return handler
        }
        let configuration = EmulatorConfiguration(
            host: host, port: port, adminPort: adminPort, objectStorePort: objectStorePort, dataFile: data,
            clock: clock, seed: seed, latency: .milliseconds(latency), transition: .milliseconds(transition),
            mutant: mutant, variants: variant)
        if let mutant { Console.error("this emulator breaks a rule on purpose: \(mutant)") }
        let running = try await RunningEmulator.started(configuration)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        Console.output(String(decoding: try encoder.encode(running.ready), as: UTF8.self))
        await StopSignals.current?.wait()
        await running.stop()
    }
}
