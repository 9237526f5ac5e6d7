import ContractCore
import Crypto
import Foundation

/// Reads profiles, baselines and waivers, and prints their mistakes.
enum GateFiles {
    /// A baseline file.
    static func baseline(_ path: String) throws(Failure) -> Baseline {
        let source = try FileReading.source(path)
        let (baseline, diagnostics) = BaselineReader.read(source)
        return try require(baseline, diagnostics.all, source, "baseline")
    }

    /// A file of waivers.
    static func waivers(_ path: String) throws(Failure) -> WaiverList {
        let source = try FileReading.source(path)
        let (list, diagnostics) = WaiverReader.read(source)
        return try require(list, diagnostics.all, source, "file of waivers")
    }

    /// A profile by its name within the suite's folder `profiles`, or by its path.
    static func profile(_ name: String, in loaded: LoadedSuite) throws(Failure) -> Profile {
        let folder = (loaded.root as NSString).appendingPathComponent("profiles")
        let own = (folder as NSString).appendingPathComponent("\(name).yaml")
        guard FileManager.default.fileExists(atPath: own) || FileManager.default.fileExists(atPath: name) else {
            let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter {
                $0.hasSuffix(".yaml")
            }
            .map { String($0.dropLast(5)) }
            throw Failure(
                status: .usage, message: "there is no profile '\(name)' in '\(folder)'",
                hint: Suggestion.hint(for: name, among: names))
        }
        let source = try FileReading.source(FileManager.default.fileExists(atPath: own) ? own : name)
        let (profile, diagnostics) = ProfileReader.read(source)
        let all = diagnostics.all + (profile.map { self.diagnostics(of: $0, known: loaded.ruleIDs) } ?? [])
        return try require(profile, all, source, "profile")
    }

    /// The mistakes of a file that is a profile, a baseline or a list of waivers; none for any other file.
    static func diagnostics(of file: SourceFile, in loaded: LoadedSuite) -> [Diagnostic] {
        switch (try? YAMLReader.read(file))?.entries?.first?.key {
        case "baseline": return BaselineReader.read(file).diagnostics.all
        case "waivers": return WaiverReader.read(file).diagnostics.all
        case "profile":
            let (profile, diagnostics) = ProfileReader.read(file)
            return diagnostics.all + (profile.map { self.diagnostics(of: $0, known: loaded.ruleIDs) } ?? [])
        default: return []
        }
    }

    private static func diagnostics(of profile: Profile, known: Set<String>) -> [Diagnostic] {
        profile.diagnostics(actual: digest(of: profile.canonicalText), known: known)
    }

    /// The digest of a profile's text: "sha256:" and hexadecimal digits.
    static func digest(of text: String) -> String { "sha256:\(hexadecimal(Array(text.utf8)))" }

    /// SHA-256 in hexadecimal digits.
    static func hexadecimal(_ bytes: [UInt8]) -> String {
        SHA256.hash(data: bytes).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private static func require<Value>(
        _ value: Value?, _ diagnostics: [Diagnostic], _ source: SourceFile, _ what: String
    ) throws(Failure) -> Value {
        if !diagnostics.isEmpty { Console.error(DiagnosticRenderer(files: [source]).text(diagnostics), terminator: "") }
        guard let value, !diagnostics.contains(where: { $0.severity == .error }) else {
            throw Failure(status: .invalidFile, message: "the \(what) '\(source.name)' cannot be used")
        }
        return value
    }
}

extension LoadedSuite {
    /// Every rule of the suite, selected or not.
    var ruleIDs: Set<String> { Set(plan.rules.map(\.id)) }

    /// Every case of the suite, selected or not.
    var caseIDs: Set<String> { Set(plan.cases.map(\.id)) }
}
