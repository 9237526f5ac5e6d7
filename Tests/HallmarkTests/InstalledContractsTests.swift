import Testing

@testable import hallmark

/// Suites that were installed beside the program.
struct InstalledContractsTests {
    private let folder: TemporaryFolder
    private let process: [String: String]

    init() throws {
        folder = try TemporaryFolder([
            "suites/rfs/suite.yaml": "suite: rfs", "suites/another/suite.yaml": "suite: another", "suites/none/a.yaml": "",
        ])
        process = ["HALLMARK_SUITES": folder.file("suites")]
    }

    @Test func `a name means the suite of that name, and a path or another name nothing`() {
        func path(_ name: String) -> String? { InstalledContracts.path(name, process: process) }
        #expect(path("rfs") == folder.file("suites/rfs"))
        #expect([path("none"), path("nothing"), path("./rfs"), path("suites/rfs"), path("rfs.yaml")] == [nil, nil, nil, nil, nil])
    }

    @Test func `the installed suites are known by name`() {
        #expect(InstalledContracts.names(process: process) == ["another", "rfs"])
        #expect(InstalledContracts.names(process: ["HALLMARK_SUITES": folder.file("nowhere")]) == [])
    }
}
