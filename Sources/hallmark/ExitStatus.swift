import ArgumentParser

/// What the exit code of every command means; nothing else is ever returned.
enum ExitStatus: Int32, CaseIterable {
    /// The gate is met.
    case success = 0
    /// At least one rule is broken, or a baseline entry or waiver is stale or expired.
    case broken = 1
    /// The command line cannot be understood.
    case usage = 2
    /// A contract, environment or other input file is invalid.
    case invalidFile = 3
    /// Something could not be told, or resources were left behind.
    case undecided = 4
    /// Nothing was selected.
    case nothingSelected = 5
    /// The run was interrupted; cleanup is done, reports of what ran are written.
    case interrupted = 130

    /// The meaning in a few words, for `--help`.
    var words: String {
        switch self {
        case .success: "gate met: no binding rule broken, nothing undecided"
        case .broken: "a rule broken or regressed, or a baseline or waiver out of date"
        case .usage: "command line not understood"
        case .invalidFile: "a contract, environment or input file is invalid"
        case .undecided: "undecided, or resources left behind"
        case .nothingSelected: "nothing selected"
        case .interrupted: "interrupted; cleanup done, reports of what ran written"
        }
    }

    /// Ends the command with this status.
    var code: ExitCode { ExitCode(rawValue) }
}

/// Ends a command with a message and a status.
struct Failure: Error {
    let status: ExitStatus
    let message: String
    var hint: String?
}
