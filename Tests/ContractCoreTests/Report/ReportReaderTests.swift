import ContractCore
import Foundation
import TestSupport
import Testing

struct ReportReaderTests {
    private let bytes = (try? JSONEncoder().encode(RunReport.sample)).map { Array($0) } ?? []

    private func failure(_ text: some Sequence<UInt8>) -> ReportReadError? {
        do throws(ReportReadError) {
            _ = try ReportReader.read(Array(text))
            return nil
        } catch {
            return error
        }
    }

    @Test func `a saved report reads back equal`() throws {
        #expect(try ReportReader.read(bytes) == .sample)
        #expect(try ReportReader.read(bytes + Array(" \r\n\t".utf8)) == .sample)
    }

    @Test(arguments: [0, 1, 2, 100, 5000, -2, -1])
    func `a report that was cut is reported as cut`(count: Int) {
        let size = count < 0 ? bytes.count + count : count
        #expect(failure(bytes.prefix(size)) == .truncated(size: size))
    }

    @Test(arguments: ["<html>", "nonsense", "{\"schema\": }", "{} {}", "[1 2]"])
    func `what is not JSON is reported as such`(text: String) {
        guard case .notJSON(let detail) = failure(text.utf8) else {
            Issue.record("\(String(describing: failure(text.utf8)))")
            return
        }
        #expect(!detail.isEmpty)
    }

    @Test(arguments: [
        ("{\"schema\": \"hallmark.report/2\"}", "hallmark.report/2"), ("{}", nil), ("[]", nil), ("3", nil), ("{\"schema\": 3}", nil),
    ])
    func `another layout is refused by its name`(text: String, found: String?) {
        #expect(failure(text.utf8) == .otherSchema(found: found))
    }

    @Test func `a part that is missing or of the wrong kind is named`() {
        let text = String(decoding: bytes, as: UTF8.self)
        let wrongKind = text.replacing(#""seed":42"#, with: #""seed":"42""#)
        let unknownWord = text.replacing(#""verdict":"unsupported""#, with: #""verdict":"odd""#)
        let missing = text.replacing(#""jobs":4"#, with: #""job":4"#)
        for (damaged, place) in [(wrongKind, "$.run.seed"), (unknownWord, "$.rules[10].verdict"), (missing, "$.run.jobs")] {
            guard case .damaged(let found, let detail)? = failure(damaged.utf8) else {
                Issue.record("\(place): \(String(describing: failure(damaged.utf8)))")
                continue
            }
            #expect(found == place)
            #expect(!detail.isEmpty)
        }
    }

    @Test func `messages say what was found and what was expected`() {
        #expect(ReportReadError.truncated(size: 12).description == "ends after 12 bytes, before the report does")
        #expect(
            ReportReadError.otherSchema(found: "x/1").description
                == "a report of the layout \"x/1\", expected \"hallmark.report/1\"")
        #expect(ReportReadError.damaged(place: "$.run", detail: "null there").description == "damaged report: $.run: null there")
    }
}
