import Foundation
import Testing

@testable import RFSEmulator

struct PackageRulesTests {
    /// A package with the answer that it leads to.
    struct Row: Sendable, CustomStringConvertible {
        var description: String
        var package: [UInt8]
        var error: ErrorCode?

        init(_ description: String, _ package: [UInt8], _ error: ErrorCode? = nil) {
            self.description = description
            self.package = package
            self.error = error
        }

        init(_ description: String, paths: [String], _ error: ErrorCode? = nil) {
            self.init(description, ZipMaker.make(paths.map { ZipMaker.File($0) }), error)
        }

        init(_ description: String, _ error: ErrorCode, change: (inout ZipMaker.File) -> Void) {
            var file = ZipMaker.File("main.tf", text: "x")
            change(&file)
            self.init(description, ZipMaker.make([file]), error)
        }
    }

    private static func text(_ count: Int) -> String { String(repeating: "a", count: count) }
    private static let overhead = ZipMaker.make([ZipMaker.File("main.tf")]).count
    private static func stored(_ size: Int) -> [UInt8] {
        ZipMaker.make([ZipMaker.File("main.tf", [UInt8](repeating: 0x20, count: size))])
    }

    static let rows = [
        Row("a small package", ZipMaker.small),
        Row("a broken template", ZipMaker.make([ZipMaker.File("main.tf", text: "resource { {{")])),
        Row("a comment behind the directory", ZipMaker.make([ZipMaker.File("a.tf.json")], comment: [1, 2, 3])),
        Row("no archive", Array("this is not a zip archive".utf8), .packageUnreadable),
        Row("nothing at all", [], .packageUnreadable),
        Row("an empty archive", paths: [], .packageWithoutTemplate),
        Row("no template", paths: ["README.md"], .packageWithoutTemplate),
        Row("a template in a folder", paths: ["a/", "a/b/", "a/b/main.tf"]),
        Row("a folder named like a template", paths: ["a.tf/"], .packageWithoutTemplate),
        Row("a .tfvars file", paths: ["main.tf", "a.tfvars"], .packageHoldsVariables),
        Row("100 files", paths: ["main.tf"] + (1..<100).map { "f\($0)" }),
        Row("101 files", paths: ["main.tf"] + (1..<101).map { "f\($0)" }, .packageFileCount),
        Row("100 files and a folder", paths: ["d/", "main.tf"] + (1..<100).map { "d/f\($0)" }),
        Row("a leading slash", paths: ["/main.tf"], .packageLeadingSlash),
        Row("an empty segment", paths: ["a//main.tf"], .packagePathSegment),
        Row("a blank segment", paths: ["a/ /main.tf"], .packagePathSegment),
        Row("one full stop", paths: ["a/./main.tf"], .packagePathSegment),
        Row("two full stops", paths: ["../main.tf"], .packagePathSegment),
        Row("three full stops", paths: [".../main.tf"]),
        Row("an empty path", paths: ["", "main.tf"], .packagePathSegment),
        Row("a name of 255", paths: ["main.tf", text(255)]),
        Row("a name of 256", paths: ["main.tf", text(256)], .packageFileNameLength),
        Row("a path of 2048", paths: ["main.tf", String(repeating: text(255) + "/", count: 7) + text(255) + "/"]),
        Row(
            "a path of 2049", paths: ["main.tf", String(repeating: text(255) + "/", count: 7) + text(255) + "/b"],
            .packagePathLength),
        Row("1 MB packed", stored(PackageRules.maximumSize - overhead)),
        Row("a byte more than 1 MB packed", stored(PackageRules.maximumSize - overhead + 1), .packagePackedSize),
        Row("2 MB of zeros in 2 kB", deflated(InflateTests.bomb), .packageUnpackedSize),
        Row("a wrong checksum", .packageUnreadable) { $0.checksum = 1 },
        Row("an encrypted file", .packageUnreadable) { $0.flags = 1 },
        Row("an unknown method", .packageUnreadable) { $0.method = 12 },
        Row("deflate data that is none", .packageUnreadable) {
            $0.method = 8
            $0.packed = [0xFF, 0xFF]
        },
        Row("cut in the middle", Array(ZipMaker.small.prefix(60)), .packageUnreadable),
    ]

    private static func deflated(_ packed: [UInt8]) -> [UInt8] {
        var file = ZipMaker.File("main.tf")
        file.packed = packed
        file.method = 8
        return ZipMaker.make([file])
    }

    @Test(arguments: rows)
    func `a package is accepted or refused by its content`(row: Row) throws {
        let rules = PackageRules(rules: OperationRules(operation: "create-private-module"))
        do {
            try rules.check(row.package)
            #expect(row.error == nil)
        } catch {
            #expect(error.code == row.error?.code, "\(error.message)")
        }
    }

    @Test func `a refused package creates neither module nor version`() throws {
        let bench = try Bench()
        let caller = bench.caller
        let link = bench.put("/b/bad.zip", Array("no zip".utf8))
        let body = #"{"module_name":"a","module_version":"1.0.0","module_uri":"\#(link)"}"#
        #expect(caller.send("POST", "/v1/private-modules", body).outcome == Outcome(.packageUnreadable))
        #expect(caller.send("GET", "/v1/private-modules").json["modules"] == .array([]))
    }

    @Test func `a version keeps the package it was created with`() throws {
        let bench = try Bench()
        let caller = bench.caller
        let link = bench.put("/b/p.zip", ZipMaker.small)
        let body = #"{"module_name":"a","module_version":"1.0.0","module_uri":"\#(link)?any=1"}"#
        #expect(caller.send("POST", "/v1/private-modules", body).status == 201)
        _ = bench.put("/b/p.zip", ZipMaker.make([ZipMaker.File("other.tf")]))
        let content = caller.send("GET", "/v1/private-modules/a/versions/1.0.0")
        #expect(bench.fetch(try require(content.header("Location"))).body == ZipMaker.small)
    }
}
