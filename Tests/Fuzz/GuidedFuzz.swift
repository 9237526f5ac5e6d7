import Foundation

#if LIBFUZZER
    /// One target under libFuzzer, which looks for inputs that make the readers do what no input before did.
    ///
    /// `Tests/Fuzz/run` builds and runs it. The process environment says what: FUZZ_TARGET, FUZZ_SECONDS of computing, and
    /// FUZZ_FOLDER, in which the folder `seeds` and the dictionary `words` are made.
    @MainActor private enum GuidedFuzz {
        static let target = FuzzTargets.all.first { $0.name == setting("FUZZ_TARGET") }
        static let seconds = Double(setting("FUZZ_SECONDS")) ?? 10
        static var count = 0
        static var accepted = 0

        private static func setting(_ name: String) -> String { ProcessInfo.processInfo.environment[name] ?? "" }

        /// Writes what libFuzzer is to begin with.
        static func prepare() throws {
            guard let target else { end("FUZZ_TARGET is none of \(FuzzTargets.all.map(\.name).joined(separator: ", "))", 2) }
            let folder = URL(filePath: setting("FUZZ_FOLDER"))
            let seeds = folder.appending(path: "seeds")
            try FileManager.default.createDirectory(at: seeds, withIntermediateDirectories: true)
            for (number, input) in target.inputs.enumerated() { try Data(input).write(to: seeds.appending(path: "seed-\(number)")) }
            // A word of a dictionary is written with every byte in hexadecimal.
            let words = target.words.map { word in
                "\"" + word.utf8.map { "\\x" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() + "\""
            }
            try Data((words.joined(separator: "\n") + "\n").utf8).write(to: folder.appending(path: "words"))
            guard try target.inputs.contains(where: target.check) else { end("\(target.name): none of its seeds is accepted", 2) }
        }

        static func check(_ input: [UInt8]) {
            guard let target else { return }
            let start = ComputedTime.seconds
            count += 1
            do {
                if try target.check(input) { accepted += 1 }
            } catch {
                // libFuzzer keeps the input of a process that dies.
                fatalError("\(target.name): a broken promise: \(error)")
            }
            let now = ComputedTime.seconds
            guard now - start < ComputedTime.limit else { fatalError("\(target.name): an input took \(now - start) seconds") }
            if now > seconds { end("\(target.name): \(count) inputs, \(accepted) accepted, nothing found", 0) }
        }

        /// Ends the process without a word of libFuzzer, which takes an exit for a finding.
        static func end(_ message: String, _ status: Int32) -> Never {
            FileHandle.standardError.write(Data((message + "\n").utf8))
            _exit(status)
        }
    }

    @_cdecl("LLVMFuzzerInitialize")
    public func initialize(_ count: UnsafeMutableRawPointer?, _ arguments: UnsafeMutableRawPointer?) -> CInt {
        MainActor.assumeIsolated {
            do { try GuidedFuzz.prepare() } catch { GuidedFuzz.end("\(error)", 2) }
        }
        return 0
    }

    @_cdecl("LLVMFuzzerTestOneInput")
    public func testOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
        let input = Array(UnsafeBufferPointer(start: bytes, count: count))
        MainActor.assumeIsolated { GuidedFuzz.check(input) }
        return 0
    }
#endif
