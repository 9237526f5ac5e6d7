import Foundation

/// Runs the fuzz targets for a bounded time each: `swift run fuzz --seconds 60 [--seed 1] [--target NAME]`.
///
/// Every input derives from the seed and a number, so that a finding can be made again. Before an input is tried it is
/// written to a file; when the process dies, the file holds what killed it. A target that computes for more than two
/// seconds over one input ends the program as well.
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
        var mutator = Mutator(seed: seed, words: target.words)
        let began = Date()
        var count = 0
        var accepted = 0
        var pool = target.seeds.map { Array($0.utf8) } + target.binarySeeds.compactMap { Data(base64Encoded: $0).map { Array($0) } }
        let seeds = pool.count
        var sound = 0
        while Date().timeIntervalSince(began) < seconds {
            // The seeds come first as they are: a target whose seeds are all refused looks at nothing but refusals.
            if count == seeds { sound = accepted }
            if count == seeds, sound == 0 { end("\(target.name): none of its seeds is accepted", 2) }
            let input = count < seeds ? pool[count] : mutator.next(from: pool)
            count += 1
            // Writing each input is cheap beside what the targets do with it, and survives any kind of death.
            _ = FileManager.default.createFile(atPath: file.path, contents: Data(input))
            let start = computed()
            do {
                if try target.check(input) {
                    accepted += 1
                    if pool.count < 2_000, accepted.isMultiple(of: 20) { pool.append(input) }
                }
            } catch {
                end("\(target.name): input \(count) of seed \(seed) breaks a promise: \(error)\nit is in \(file.path)", 1)
            }
            let took = computed() - start
            guard took < 2 else { end("\(target.name): input \(count) of seed \(seed) took \(took) seconds\nit is in \(file.path)", 1) }
        }
        try? FileManager.default.removeItem(at: file)
        print("\(target.name): \(count) inputs, \(accepted) accepted, \(sound) of \(seeds) seeds among them, nothing found")
    }

    /// The seconds for which this process has computed; on a busy machine that is less than what passed.
    private static func computed() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private static func end(_ message: String, _ status: Int32) -> Never {
        FileHandle.standardError.write(Data((message + "\n").utf8))
        exit(status)
    }
}

/// Damages sound inputs, always in the same way for the same seed.
struct Mutator {
    private var state: UInt64
    private let words: [[UInt8]]

    init(seed: UInt64, words: [String]) {
        state = seed
        self.words = words.map { Array($0.utf8) }
    }

    private mutating func random(_ count: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return count > 0 ? Int((value ^ value >> 31) % UInt64(count)) : 0
    }

    /// An input made of one or two others.
    mutating func next(from pool: [[UInt8]]) -> [UInt8] {
        var bytes = pool[random(pool.count)]
        for _ in 0..<(1 + random(6)) {
            let place = random(bytes.count + 1)
            let length = min(random(24), bytes.count - place)
            switch random(9) {
            case 0 where place < bytes.count: bytes[place] = UInt8(random(256))
            case 1 where place < bytes.count: bytes[place] ^= 1 << UInt8(random(8))
            case 2: bytes.removeSubrange(place..<(place + length))
            case 3: bytes.insert(contentsOf: Array(bytes[place..<(place + length)]), at: place)
            case 4: bytes = Array(bytes[..<place])
            case 5:
                let piece = Array(bytes[place..<(place + length)])
                bytes.insert(contentsOf: Array(repeatElement(piece, count: 1 + random(40)).joined()), at: place)
            case 6:
                let other = pool[random(pool.count)]
                bytes = Array(bytes[..<place] + other[random(other.count + 1)...])
            default:
                if !words.isEmpty { bytes.insert(contentsOf: words[random(words.count)], at: place) }
            }
        }
        return Array(bytes.prefix(16 << 10))
    }
}
