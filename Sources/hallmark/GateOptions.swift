import ArgumentParser
import ContractCore
import ContractHistory
import ContractReports
import Foundation

/// What a run claims, what is excused, and where it is kept.
struct GateOptions: ParsableArguments {
    @Option(
        help: "The profile to claim, by its name in the suite's folder 'profiles' or by its path; selects its rules.")
    var profile: String?
    @Option(help: "The file of failures that the implementer knows of; an entry that is out of date fails the gate.")
    var baseline: String?
    @Option(
        help: "The file of what the keeper of the contracts has excused; a waiver that is out of date fails the gate.")
    var waivers: String?
    @Option(
        help: ArgumentHelp(
            "Repeat a case that does not hold, so many times at most; each try is reported.", valueName: "n"))
    var retries = 0
    @Option(help: "The SQLite file that keeps every run, or 'none'.")
    var history = HistoryOptions.file

    @Flag(help: "Print annotations for GitHub, too.")
    var annotations = false

    func validate() throws {
        guard (0...100).contains(retries) else {
            throw ValidationError("'--retries \(retries)' is not a number from 0 to 100")
        }
    }

    /// The part of a plan that the profile requires, and the claim; without a profile the plan as it is.
    func claim(_ plan: Plan, in loaded: LoadedSuite) throws(Failure) -> (plan: Plan, claim: ProfileClaim?) {
        guard let profile else { return (plan, nil) }
        let claim = try GateFiles.profile(profile, in: loaded).claim
        let required = Set(claim.rules)
        var plan = plan
        plan.rules = plan.rules.filter { required.contains($0.id) }
        plan.cases = plan.cases.filter { required.contains($0.rule) }
        guard !plan.rules.isEmpty else {
            throw Failure(status: .nothingSelected, message: "no rule of the profile '\(claim.name)' is selected")
        }
        return (plan, claim)
    }

    /// What the baseline and the waivers excuse.
    func excuses(_ loaded: LoadedSuite) throws(Failure) -> Excuses {
        let baseline: Baseline? = if let path = self.baseline { try GateFiles.baseline(path) } else { nil }
        let waivers: WaiverList? = if let path = self.waivers { try GateFiles.waivers(path) } else { nil }
        let known = baseline == nil && waivers == nil ? nil : loaded.caseIDs
        return Excuses(baseline: baseline, waivers: waivers, known: known)
    }
}

/// Where runs are kept.
enum HistoryOptions {
    /// The file in which runs are kept unless another is named.
    static let file = ".hallmark/history.sqlite"

    /// Keeps a run, unless the path is `none`.
    ///
    /// A history that cannot be written takes nothing from the run, so that is only said.
    static func keep(_ report: RunReport, in path: String) {
        guard path != "none" else { return }
        do {
            _ = try History(path: path).record(RunSummary(report))
        } catch {
            Console.error("warning: the run is not in the history: \(error)")
        }
    }

    /// Opens a history that must be there.
    static func open(_ path: String) throws(Failure) -> History {
        guard FileManager.default.fileExists(atPath: path) else {
            throw Failure(
                status: .invalidFile, message: "there is no history '\(path)'",
                hint: "runs are kept there unless '--history none' is given; --history names another file")
        }
        do {
            return try History(path: path)
        } catch {
            throw Failure(status: .invalidFile, message: "\(error)")
        }
    }

    /// What a call of the history gives, its errors as failures of the command.
    static func reading<Value>(_ body: () throws(HistoryError) -> Value) throws(Failure) -> Value {
        do {
            return try body()
        } catch {
            throw Failure(status: .invalidFile, message: "\(error)")
        }
    }
}
