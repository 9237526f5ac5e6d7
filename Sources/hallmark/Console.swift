import Foundation

/// What the program writes: results to standard output, everything else to standard error.
enum Console {
    /// Writes a line to standard output.
    static func output(_ text: String, terminator: String = "\n") {
        write(text + terminator, to: STDOUT_FILENO)
    }

    /// Writes a line to standard error.
    static func error(_ text: String, terminator: String = "\n") {
        write(text + terminator, to: STDERR_FILENO)
    }

    /// Writes all of a text, or as much as the other side takes.
    private static func write(_ text: String, to descriptor: Int32) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    /// Whether standard error is a terminal that takes colours.
    static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    /// Whether standard output takes colours: a terminal, and nobody asked for none (no-color.org).
    static var takesColor: Bool {
        isatty(STDOUT_FILENO) == 1 && (ProcessInfo.processInfo.environment["NO_COLOR"] ?? "").isEmpty
    }

    /// A reader that went away, and a file that has reached its limit, are found out when writing, not by a signal.
    static func ignoreWriteSignals() {
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
    }
}
