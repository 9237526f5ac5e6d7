import ContractCore
import ContractHistory
import Foundation

/// A run as the command line names it: a saved report, `latest`, `previous`, a number of the history, or a run's identifier.
struct RunReference {
    /// The file of the history, opened only when a name needs it.
    let historyPath: String

    /// The runs that names mean, in their order.
    func resolve(_ names: [String]) throws(Failure) -> [RunSummary] {
        var runs: [RunSummary] = []
        for name in names { runs.append(try resolve(name)) }
        return runs
    }

    private func resolve(_ name: String) throws(Failure) -> RunSummary {
        if FileManager.default.fileExists(atPath: name) { return RunSummary(try SavedReport.read(name)) }
        if name.hasSuffix(".json") || name.contains("/") {
            throw Failure(status: .invalidFile, message: "there is no file '\(name)'")
        }
        let history = try HistoryOptions.open(historyPath)
        let found = try HistoryOptions.reading { () throws(HistoryError) -> RunSummary? in
            guard let number = try number(name, in: history) else { return nil }
            return try history.run(number: number)
        }
        guard let found else {
            throw Failure(
                status: .invalidFile, message: "the history '\(historyPath)' has no run '\(name)'",
                hint:
                    "'hallmark history' lists the runs; 'latest' and 'previous' name the last run and the one before it in the same series"
            )
        }
        return found
    }

    private func number(_ name: String, in history: History) throws(HistoryError) -> Int? {
        switch name {
        case "latest": return try history.runs(limit: 1).first?.number
        case "previous":
            guard let latest = try history.runs(limit: 1).first else { return nil }
            return try history.previous(before: latest.number)
        default:
            let digits = name.hasPrefix("#") ? name.dropFirst() : name[...]
            if digits.utf8.count < 8, let number = Int(digits) { return number }
            return try history.number(ofRun: name)
        }
    }
}
