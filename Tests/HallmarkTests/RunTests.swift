import ContractCore
import Foundation
import RFSEmulator
import Testing

@testable import hallmark

/// Whole runs of the sample suite: against the embedded emulator, one that was started apart, and none at all.
struct RunTests {
    private func run(_ folder: TemporaryFolder, _ options: String...) async -> Outcome {
        await hallmark(["run", folder.file("sample"), "--report-dir", folder.file("reports"), "-q"] + options, in: folder)
    }

    private func report(_ folder: TemporaryFolder) throws -> RunReport {
        try ReportReader.read(Array(try Data(contentsOf: URL(filePath: folder.file("reports/report.json")))))
    }

    private func verdicts(_ folder: TemporaryFolder) throws -> [String] {
        try report(folder).cases.map { "\($0.verdict.rawValue) \($0.rule) \($0.row ?? "")" }
    }

    @Test func `the embedded emulator and one started apart get the same verdicts`() async throws {
        let folder = try SampleSuite.folder()
        let embedded = await run(folder)
        #expect(embedded.code == 0, "\(embedded)")
        #expect(embedded.error == "")
        let expected = try verdicts(folder)
        #expect(expected.count == 9)
        #expect(expected.filter { $0.hasPrefix("pass ") }.count == 8)
        #expect(expected.contains("skipped accounts.other-account "))

        let emulator = try await RunningEmulator.started(EmulatorConfiguration(seed: 7))
        let ready = emulator.ready
        let apart = await run(
            folder, "--endpoint", ready.endpoint, "--var", "token=\(ready.token)", "--var", "admin_endpoint=\(ready.adminEndpoint)")
        await emulator.stop()
        #expect(apart.code == 0, "\(apart)")
        #expect(try verdicts(folder) == expected)
        #expect(try report(folder).run.target == ready.endpoint)
    }

    /// The hosts that the last run sent requests to.
    private func hosts(_ folder: TemporaryFolder) throws -> Set<String> {
        Set(try report(folder).cases.flatMap(\.exchanges).compactMap { URL(string: $0.url)?.host })
    }

    @Test func `an embedded run needs no socket, unless an option is about connections`() async throws {
        let folder = try SampleSuite.folder()
        #expect(await run(folder).code == 0)
        let expected = try verdicts(folder)
        #expect(try hosts(folder) == ["emulator.test", "admin.emulator.test"])
        for option in [["--timeout", "30s"], ["--max-body", "1MiB"], ["--resolve", "a.invalid:80:127.0.0.1"]] {
            #expect(await run(folder, option[0], option[1]).code == 0)
            #expect(try hosts(folder) == ["127.0.0.1"])
            #expect(try verdicts(folder) == expected)
        }
    }

    @Test func `a secret that the user has set does not keep a run from the embedded emulator`() async throws {
        let folder = try SampleSuite.folder()
        let outcome = await run(folder, "--var", "token=of-another-target")
        #expect(outcome.code == 0, "\(outcome)")
        #expect(try hosts(folder) == ["emulator.test", "admin.emulator.test"])
        #expect(try verdicts(folder).filter { $0.hasPrefix("pass ") }.count == 8)
    }

    @Test func `an embedded run sends what goes to another declared origin over the network`() async throws {
        let server = try FixedAnswerServer("HTTP/1.1 299 Elsewhere\r\nContent-Length: 0\r\n\r\n")
        let folder = try SampleSuite.folder(
            editing: "environment.yaml", ("[\"${admin_endpoint}\"]", "[\"${admin_endpoint}\", \"\(server.endpoint)\"]"))
        try folder.write(
            """
            contract: elsewhere
            source: module pages
            rules:
              answered:
                rule: Another origin answers for itself.
                GET: \(server.endpoint)/there
                expect: {status: 299}
            """, to: "sample/elsewhere.yaml")
        let outcome = await run(folder, "--rule", "elsewhere.answered")
        #expect(outcome.code == 0, "\(outcome)")
        #expect(try report(folder).cases.map(\.verdict) == [.pass])
        #expect(try hosts(folder) == ["127.0.0.1", "admin.emulator.test"])
    }

    /// Another emulator takes no links to this store, so what is seen is that the link is there and what it leads to.
    @Test func `files that a target fetches can be kept by the tool`() async throws {
        let folder = try SampleSuite.folder(
            editing: "environment.yaml", ("[\"${admin_endpoint}\"]", "[\"${admin_endpoint}\", \"${object_store_url}\"]"),
            (
                "capabilities:\n",
                """
                capabilities:
                  object-storage:
                    PUT: ${object_store_url}/here/${file.name}
                    body: ${file.bytes}
                    link: ${object_store_url}/here/${file.name}

                """
            ))
        try folder.write(
            """
            vocabulary: files
            files: {note: {name: note.txt, text: a note}}
            """, to: "sample/files.yaml")
        try folder.write(
            """
            contract: files
            source: module pages
            rules:
              fetched:
                rule: A file is where its link leads.
                GET: ${files.note}
                expect: {status: 200, body: a note}
            """, to: "sample/fetched.yaml")
        let target = try FixedAnswerServer("HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n")
        let options = ["--endpoint", target.endpoint, "--var", "token=a-token", "--rule", "files.fetched"]
        let without = await hallmark(["run", folder.file("sample"), "--report-dir", folder.file("reports"), "-q"] + options, in: folder)
        #expect(without.code == 5, "\(without)")
        let with = await hallmark(
            ["run", folder.file("sample"), "--report-dir", folder.file("reports"), "-q", "--file-host", "127.0.0.1"] + options,
            in: folder)
        #expect(with.code == 0, "\(with)")
        #expect(try report(folder).cases.map(\.verdict) == [.pass])
        let embedded = await run(folder, "--file-host", "127.0.0.1")
        #expect(embedded.code == 2)
        #expect(embedded.error.hasPrefix("error: '--file-host' is of no use here: the embedded emulator has its own store\n"))
    }

    @Test func `one edited expectation is a failure that its text explains`() async throws {
        let folder = try SampleSuite.folder(
            editing: "modules/update-module.yaml", ("expect: {status: 400, unchanged: true}", "expect: {status: 422}"))
        let outcome = await run(folder, "--rule", "update-module.nothing-to-update")
        #expect(outcome.code == 1)
        let text = outcome.output
        #expect(text.contains("yaml:19: fail: update-module.nothing-to-update\n  [status]\n"))
        #expect(text.contains("  must      A request with nothing to update is refused with 400, and changes nothing.\n"))
        #expect(text.contains("  expected  422\n"))
        #expect(text.contains("  actual    400 with application/json "))
        // Where lines are broken depends on how long the name of the folder is.
        let unbroken = text.replacing("\n            ", with: "")
        #expect(unbroken.contains("DIR/sample/modules/update-module.yaml:23\n"), "\(text)")
        #expect(text.contains("  curl "))
        #expect(text.contains("NOT CONFORMANT: 1 of 1 must rule is broken"))
        #expect(try report(folder).rules.map(\.verdict) == [.fail])
    }

    @Test func `an endpoint that refuses connections leaves everything undecided`() async throws {
        let folder = try SampleSuite.folder()
        let outcome = try await FixedAnswerServer.withRefusingEndpoint { endpoint in
            await run(folder, "--endpoint", endpoint, "--var", "token=a-token", "--rule", "show-module.shown")
        }
        #expect(outcome.code == 4)
        #expect(outcome.output.contains("error: show-module.shown\n  [connect]\n"), "\(outcome.output)")
        #expect(outcome.output.contains("  reason    no connection to 127.0.0.1:"))
        #expect(outcome.output.contains("UNDECIDED: "))
        #expect(try report(folder).cases.map(\.verdict) == [.error])
    }

    @Test func `a token that is not accepted is told once, and nothing is said about rules`() async throws {
        let folder = try SampleSuite.folder()
        let emulator = try await RunningEmulator.started(EmulatorConfiguration(seed: 7))
        let outcome = await run(folder, "--endpoint", emulator.ready.endpoint, "--var", "token=wrong-token")
        await emulator.stop()
        #expect(outcome.code == 4)
        let report = try report(folder)
        #expect(Set(report.cases.compactMap(\.code)).subtracting(["missing-capability"]) == ["credentials-refused"])
        #expect(outcome.output.contains("the target refuses the credentials of this run: 401 to GET"), "\(outcome.output)")
        #expect(outcome.output.contains("more cases for the same reason"))
        #expect(!outcome.output.contains("wrong-token") && !outcome.error.contains("wrong-token\n"))
    }

    @Test func `an answer that is not JSON is a failure that shows it`() async throws {
        let folder = try SampleSuite.folder(editing: "accounts.yaml", ("expect: {status: 401}", "expect: {json: {error_code: <string>}}"))
        let server = try FixedAnswerServer(
            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 13\r\nConnection: close\r\n\r\n<p>hello</p>\n")
        let outcome = await run(folder, "--endpoint", server.endpoint, "--var", "token=a-token", "--rule", "accounts.no-token")
        #expect(outcome.code == 1)
        #expect(outcome.output.contains("  expected  JSON\n"), "\(outcome.output)")
        #expect(outcome.output.contains(#"  actual    text/html "<p>hello</p>\n" ("#), "\(outcome.output)")
        #expect(try report(folder).rules.map(\.verdict) == [.fail])
    }

    @Test func `only capabilities that are missing leave nothing assessed`() async throws {
        let folder = try SampleSuite.folder()
        let outcome = await run(folder, "--rule", "accounts.other-account")
        #expect(outcome.code == 5)
        #expect(try report(folder).cases.map(\.reason) == ["the environment 'sample' does not offer 'second-account'"])
    }

    @Test func `report makes of report.json what the run wrote, and says where`() async throws {
        let folder = try SampleSuite.folder()
        #expect(await run(folder, "--rule", "show-module.*").code == 0)
        let written = folder.names(below: "reports")
        #expect(written == ["junit.xml", "report.html", "report.json", "summary.md"])
        let outcome = await hallmark(["report", folder.file("reports/report.json"), "--report-dir", folder.file("again")], in: folder)
        let files = ["junit.xml", "summary.md", "report.json", "report.html"]
        #expect(outcome == Outcome(code: 0, output: files.map { "DIR/again/\($0)\n" }.joined()))
        #expect(folder.names(below: "again") == written)
        for name in written { #expect(try folder.read("again/\(name)") == folder.read("reports/\(name)"), "\(name)") }
    }
}
