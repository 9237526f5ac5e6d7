import Foundation

/// Runs the fuzz targets for a bounded time each: `swift run fuzz --seconds 60 [--seed 1] [--target NAME]`.
///
/// Every input derives from the seed and a number, so that a finding can be made again. Before an input is tried it is
/// written to a file; when the process dies, the file holds what killed it. Times are those for which the process
/// computes, so they mean the same on a busy machine. A target that computes for more than two seconds over one input
/// ends the program as well.
@main
enum Fuzz {
    static func main() {
        var seconds = 10.0
        var seed: UInt64 = 1
        var name: String?
        var arguments = CommandLine.arguments.dropFirst()
        while let argument = arguments.popFirst() {
            let value = arguments.popFirst() ?? ""
            switch argument {
            case "--seconds": seconds = Double(value) ?? seconds
            case "--seed": seed = UInt64(value) ?? seed
            case "--target": name = value
            default: end("unknown option '\(argument)': --seconds N, --seed N, --target NAME", 2)
            }
        }
        let targets = FuzzTargets.all.filter { name == nil || $0.name == name }
        guard !targets.isEmpty else {
            end("no target is called '\(name ?? "")': \(FuzzTargets.all.map { $0.name }.joined(separator: ", "))", 2)
        }
        for target in targets { run(target, seconds: seconds, seed: seed) }
    }

    private static func run(_ target: FuzzTarget, seconds: Double, seed: UInt64) {
        let file = FileManager.default.temporaryDirectory.appending(path: "fuzz-\(target.name).input")
        guard let record = InputRecord(path: file.path) else { end("'\(file.path)' cannot be written", 2) }
        var mutator = Mutator(seed: seed, words: target.words)
        let began = ComputedTime.seconds
        var count = 0
        var accepted = 0
        var pool = target.inputs
        let seeds = pool.count
        var sound = 0
        while ComputedTime.seconds - began < seconds {
            // The seeds come first as they are: a target whose seeds are all refused looks at nothing but refusals.
            if count == seeds { sound = accepted }
            if count == seeds, sound == 0 { end("\(target.name): none of its seeds is accepted", 2) }
            let input = count < seeds ? pool[count] : mutator.next(from: pool)
            count += 1
            record.keep(input)
            let start = ComputedTime.seconds
            do {
                if try target.check(input) {
                    accepted += 1
                    if pool.count < 2_000, accepted.isMultiple(of: 20) { pool.append(input) }
                }
            } catch {
                end("\(target.name): input \(count) of seed \(seed) breaks a promise: \(error)\nit is in \(file.path)", 1)
            }
            let took = ComputedTime.seconds - start
            guard took < 2 else { end("\(target.name): input \(count) of seed \(seed) took \(took) seconds\nit is in \(file.path)", 1) }
        }
        try? FileManager.default.removeItem(at: file)
        let seen = "\(count) inputs, \(accepted) accepted, \(sound) of \(seeds) seeds among them"
        FileHandle.standardOutput.write(Data("\(target.name): \(seen), nothing found\n".utf8))
    }

    private static func end(_ message: String, _ status: Int32) -> Never {
        FileHandle.standardError.write(Data((message + "\n").utf8))
        exit(status)
    }
}
