import Foundation
import Testing

@testable import RFSEmulator

struct DataFileTests {
    /// Runs a test with the path of a file that does not exist yet.
    private func withFile(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "rfs-emulator-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder.appending(path: "state.sqlite").path)
    }

    private func shown(_ caller: Caller) -> [String] {
        [
            "/v1/private-modules", "/v1/private-modules/a/metadata", "/v1/private-modules/a/versions",
            "/v1/private-modules/a/versions/1.0.0/metadata",
        ].map { caller.send("GET", $0).text }
    }

    @Test(arguments: [true, false])
    func `state, credentials, clock and links outlive the process`(closes: Bool) throws {
        try withFile { file in
            var configuration = EmulatorConfiguration(dataFile: file, seed: 5)
            let bench = try Bench(configuration)
            let caller = bench.caller
            let other = try bench.newUser(of: caller, deny: ["DeletePrivateModule"])
            try caller.create("a", description: "nul \\u0000 inside")
            #expect(caller.createVersion("a", "1.0.0", description: "v").status == 201)
            let clock = "/accounts/\(caller.user.account.domainID)/clock/advance"
            #expect(bench.admin("POST", clock, #"{"milliseconds":5000}"#).status == 200)
            let before = shown(caller)
            let link = try require(caller.send("GET", "/v1/private-modules/a/versions/1.0.0").header("Location"))
            if closes {
                bench.instance.close()
            } else {
                // What a process that is killed leaves behind: the files as they are, nobody closes them.
                for suffix in ["", "-wal"] {
                    try FileManager.default.copyItem(atPath: file + suffix, toPath: file + ".left" + suffix)
                }
                configuration.dataFile = file + ".left"
            }

            configuration.seed = 99
            let again = try Bench(configuration)
            let same = again.caller
            #expect(same.user.token == caller.user.token)
            #expect(same.user.accessKey == caller.user.accessKey)
            #expect(same.user.secretKey == caller.user.secretKey)
            #expect(shown(same) == before)
            #expect(again.fetch(link).body == ZipMaker.small)
            let second = try require(again.instance.accounts.user(token: other.user.token))
            #expect(
                Caller(bench: again, user: second).send("DELETE", "/v1/private-modules/a").outcome
                    == Outcome(.notPermitted))
            #expect(try same.create("b") != same.create("c"))
            #expect(try again.newCaller().user.account.sequence == 2)
            #expect(same.user.account.now > Instant(milliseconds: 1_735_689_605_000))
        }
    }

    @Test func `a token of the first account is new again after a restart`() throws {
        try withFile { file in
            let configuration = EmulatorConfiguration(dataFile: file)
            let start = WallClock { Instant(milliseconds: 1_700_000_000_000) }
            try Bench(configuration, wall: start).instance.close()
            let later = WallClock { Instant(milliseconds: 1_800_000_000_000) }
            #expect(try Bench(configuration, wall: later).caller.send("GET", "/v1/private-modules").status == 200)
        }
    }

    @Test func `a file that is in use is refused`() throws {
        try withFile { file in
            let bench = try Bench(EmulatorConfiguration(dataFile: file))
            #expect(throws: EmulatorError.dataFile(path: file, reason: "another process uses it")) {
                try Bench(EmulatorConfiguration(dataFile: file))
            }
            #expect(bench.caller.send("GET", "/v1/private-modules").status == 200)
        }
    }

    @Test func `a file that cannot be used is told by a typed error`() throws {
        #expect(throws: EmulatorError.self) { try Bench(EmulatorConfiguration(dataFile: "/nowhere/at/all/state")) }
        try withFile { file in
            try Data("this is not a database, it is a text of some length".utf8).write(to: URL(filePath: file))
            #expect { try Bench(EmulatorConfiguration(dataFile: file)) } throws: { error in
                guard case EmulatorError.dataFile(file, _) = error else { return false }
                return true
            }
        }
    }

    /// Files made by Python's sqlite3 with pages of 512 bytes, packed by zlib (raw deflate, level 9), in base64.
    private static let foreignFiles = [
        // CREATE TABLE other (a)
        "Cw70ySxJVUjLL8pNLFEwZmBiYGRkcFBQYGBgYARiJgYEAPFZ0PiEACODXjIjL4jBeIkBiEYBzYEOI5u4uDijZUliUk5qfklGahGY"
            + "YHIOcnUMcVUIcXTycVUACyloJGqC4gYllkfBiAIA",
        // grdb_migrations with our first migration and one named "from the future"
        "7ZPPSgMxEIdnsuI/6EEK7nWOyoIg0qNglT0Ueqn2vqSbbA3uJppNoD36WL5HfYc+gsdmexGC4H3pBxPml0AI85GX2VQ5SZWxDXd0"
            + "BwwQ4YEIILQACfyCoY6i/B8Mbkoc4A8wnABO8Av6isaTNMvwc+j4opZLKxZFo5aWO2V0G0X29JyP5znNx4/TnKJDulJCaqcqJS05"
            + "uXKkTShf1/RuVcPtmt7k+vqeHaezDEFpIVftRx0sFtw7s89FdGdxG210Xk+7Zw86SfgNuA3LgX5wwVhWWdOQew1f2ztv5SWyUWOE"
            + "r2VLXAviZWm8du353v8GcIPbw+D6wTDJMNLP0mR09pf/HQ==",
    ]

    @Test(arguments: foreignFiles)
    func `a file of another program or of a later version is refused`(packed: String) throws {
        let data = Array(try require(Data(base64Encoded: packed)))
        let content = try Inflate.unpack(data[...], limit: 1 << 20)
        try withFile { file in
            try Data(content).write(to: URL(filePath: file))
            #expect(throws: EmulatorError.dataFileVersion(path: file)) { try Store(file: file) }
            #expect(try Data(contentsOf: URL(filePath: file)).prefix(18) == Data(content).prefix(18))
        }
    }
}
