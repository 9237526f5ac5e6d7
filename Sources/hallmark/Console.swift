import Foundation

/// What the program writes: results to standard output, everything else to standard error.
enum Console {
    /// Writes a line to standard output.
    static func output(_ text: String, terminator: String = "\n") {
        FileHandle.standardOutput.write(Data((text + terminator).utf8))
    }

    /// Writes a line to standard error.
    static func error(_ text: String, terminator: String = "\n") {
        FileHandle.standardError.write(Data((text + terminator).utf8))
    }

    /// Whether standard error is a terminal that takes colours.
    static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    /// Whether standard output takes colours: a terminal, and nobody asked for none (no-color.org).
    static var takesColor: Bool {
        isatty(STDOUT_FILENO) == 1 && (ProcessInfo.processInfo.environment["NO_COLOR"] ?? "").isEmpty
    }

    /// A reader that went away is found out when writing, not by a signal.
    static func ignoreBrokenPipes() { signal(SIGPIPE, SIG_IGN) }
}
