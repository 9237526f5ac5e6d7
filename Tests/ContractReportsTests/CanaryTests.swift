import ContractCore
import ContractReports
import Foundation
import TestSupport
import Testing

/// A report that is full of a secret goes through the redactor and every output.
struct CanaryTests {
    private static let secret = #"c4n/ry+Value "é<&>'\ 7"#

    private static var forms: [String] {
        let percent = secret.utf8.map { "%" + String($0, radix: 16, uppercase: true) }.joined()
        let json = String(decoding: (try? JSONEncoder().encode([secret])) ?? Data(), as: UTF8.self).dropFirst(2).dropLast(2)
        let base64 = ["", "u", "us"].map { Data("\($0)\(secret)end".utf8).base64EncodedString() }
        return [
            secret, percent, percent.lowercased(), String(json), String(json).replacing("\\/", with: "/"),
            secret.utf8.map { String($0, radix: 16) }.joined(),
            secret.replacing("&", with: "&amp;").replacing("<", with: "&lt;"), secret.replacing("'", with: #"'\''"#),
        ] + base64
    }

    /// What must be found nowhere: whole forms, and the part of each base64 form that depends on the secret alone.
    private static var traces: [String] {
        forms.prefix(8) + forms.suffix(3).map { String($0.dropFirst(4).prefix(16)) } + ["c4n", "Value", "63346e"]
    }

    @Test func `no output shows a secret in any form, whichever text held it`() throws {
        let traces = Self.traces
        let redactor = Redactor(secrets: [("CANARY", Self.secret)])
        for form in Self.forms {
            let report = try RunReport.sample.mappingTexts { "\($0) \(form) " }
            for (name, text) in allRendered(redactor.redact(report)) {
                #expect(text.contains("CANARY"), "\(name)")
                for trace in traces { #expect(text.range(of: trace, options: .literal) == nil, "\(name): \(trace)") }
            }
        }
    }

    @Test func `the traces are found where nothing redacts`() throws {
        let report = try RunReport.sample.mappingTexts { "\($0) \(Self.secret) " }
        for (name, text) in allRendered(report) { #expect(text.contains("Value"), "\(name)") }
    }
}
