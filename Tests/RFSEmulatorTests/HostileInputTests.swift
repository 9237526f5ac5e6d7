import Testing

@testable import RFSEmulator

/// Parsers fed with sound input that is damaged at random, always in the same way.
struct HostileInputTests {
    /// A small generator of numbers with a fixed seed (SplitMix64).
    struct Numbers: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var value = state
            value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
            value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
            return value ^ value >> 31
        }
    }

    /// The bytes with some of them changed, removed, repeated or added.
    private func damaged(_ bytes: [UInt8], _ numbers: inout Numbers) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...4, using: &numbers) {
            let place = Int.random(in: 0...max(0, bytes.count - 1), using: &numbers)
            switch Int.random(in: 0..<5, using: &numbers) {
            case 0 where !bytes.isEmpty: bytes[place] = UInt8.random(in: 0...255, using: &numbers)
            case 1 where !bytes.isEmpty: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &numbers)
            case 2 where !bytes.isEmpty: bytes.remove(at: place)
            case 3 where !bytes.isEmpty: bytes.removeSubrange(place...)
            default: bytes.insert(contentsOf: [0xFF, 0xFF, 0xFF, 0xFF].prefix(place % 4 + 1), at: min(place, bytes.count))
            }
        }
        return bytes
    }

    @Test func `no archive crashes the reader`() throws {
        var numbers = Numbers(state: 1)
        var deflated = ZipMaker.File("b/c.tf", InflateTests.template)
        deflated.method = 8
        deflated.packed = [0x03, 0x00]
        let sound = ZipMaker.make([ZipMaker.File("main.tf", text: "variable"), deflated], comment: [1, 2])
        let rules = PackageRules(rules: OperationRules(operation: "create-private-module"))
        var refused = 0
        for _ in 0..<5000 {
            do { try rules.check(damaged(sound, &numbers)) } catch { refused += 1 }
        }
        #expect(refused > 3500)
    }

    @Test func `no packed data crashes inflate or makes it write too much`() throws {
        var numbers = Numbers(state: 2)
        var finished = 0
        for round in 0..<5000 {
            let data: [UInt8] =
                round % 2 == 0
                ? damaged(InflateTests.bomb.suffix(40) + InflateTests.bomb.prefix(40), &numbers)
                : (0..<60).map { _ in UInt8.random(in: 0...255, using: &numbers) }
            if let output = try? Inflate.unpack(data[...], limit: 5000) {
                finished += 1
                #expect(output.count <= 5000)
            }
        }
        #expect(finished < 5000)
    }

    @Test func `no text crashes the JSON reader, and what it accepts can be written and read again`() throws {
        var numbers = Numbers(state: 3)
        let sound = Array(#"{"module_name":"模块","a":[1,-2.5e3,true,null,{"b":"\ud83d\ude00\n"}]}"#.utf8)
        var accepted = 0
        for _ in 0..<5000 {
            guard let value = try? JSONReader.read(damaged(sound, &numbers)) else { continue }
            accepted += 1
            var writer = JSONWriter()
            write(value, &writer)
            #expect(try JSONReader.read(writer.bytes) == value)
        }
        #expect(accepted > 50)
    }

    private func write(_ value: JSONValue, _ writer: inout JSONWriter) {
        switch value {
        case .null: writer.null()
        case .bool(let flag): writer.literal(flag ? "true" : "false")
        case .number(let text): writer.literal(text)
        case .string(let text): writer.string(text)
        case .array(let elements): writer.array { list in for element in elements { write(element, &list) } }
        case .object(let members):
            writer.object { object in
                for member in members {
                    object.name(member.name)
                    write(member.value, &object)
                }
            }
        }
    }

    @Test func `no header, version, date, marker or path crashes its reader`() throws {
        var numbers = Numbers(state: 4)
        let sealer = MarkerSealer(secret: [1, 2, 3])
        let marker = try require(
            sealer.seal(.after(PageKey(created: Instant(milliseconds: 5), sequence: 7)), scope: "scope"))
        let texts = [
            "SDK-HMAC-SHA256 Access=A, SignedHeaders=host;x-sdk-date, Signature=00", "1.2.3-rc.1+build.5",
            "20250102T030405Z", marker, "/v1/private-modules/%E6%A8%A1/versions?a=b&c=%20", "http://h/a.zip?b",
        ]
        for _ in 0..<5000 {
            for text in texts {
                let given = String(decoding: damaged(Array(text.utf8), &numbers), as: UTF8.self)
                _ = try? AuthorizationHeader(given)
                _ = SemanticVersion.numbers(of: given)
                _ = RequestSignature.instant(given)
                _ = RequestSignature.canonicalPath(given[...])
                _ = RequestSignature.canonicalQuery(given[...])
                _ = PercentCoding.decodeText(given)
                _ = ObjectName(path: given[...])
                _ = PresignedQuery(given[...])
                _ = Validator.isPackageLink(given)
                if given != marker { #expect(sealer.open(given, scope: "scope") == nil) }
            }
        }
        #expect(sealer.open(marker, scope: "scope") == .after(PageKey(created: Instant(milliseconds: 5), sequence: 7)))
        #expect(sealer.open(marker, scope: "other") == nil)
    }

    @Test func `no request makes the service fail`() throws {
        var numbers = Numbers(state: 5)
        let caller = try Bench().caller
        try caller.create("a")
        _ = caller.createVersion("a", "1.0.0")
        let targets = [
            "/v1/private-modules?limit=10&sort_key=create_time&sort_dir=asc", "/v1/private-modules/a/versions/1.0.0",
            "/v1/private-modules/a/metadata?module_id=1b15e005-bdbb-4bd7-8f9a-a09b6774b4b3",
        ]
        let body = Array(#"{"module_name":"b","module_description":"c"}"#.utf8)
        for _ in 0..<3000 {
            for method in ["GET", "POST", "PATCH", "DELETE"] {
                let target = String(decoding: damaged(Array(targets[Int.random(in: 0..<3, using: &numbers)].utf8), &numbers), as: UTF8.self)
                let content = String(decoding: damaged(body, &numbers), as: UTF8.self)
                let status = caller.send(method, target, content).status
                #expect(status < 500, "\(method) \(target) \(content)")
            }
        }
    }
}
