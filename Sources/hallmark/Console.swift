import Foundation
import Synchronization

/// What the program writes: results to standard output, everything else to standard error.
enum Console {
    /// Takes what would go to the standard streams, for callers inside the process.
    final class Capture: Sendable {
        private let texts = Mutex((output: "", error: ""))

        /// What went to standard output.
        var output: String { texts.withLock { $0.output } }
        /// What went to standard error.
        var error: String { texts.withLock { $0.error } }

        fileprivate func write(_ text: String, isError: Bool) {
            texts.withLock { texts in
                if isError { texts.error += text } else { texts.output += text }
            }
        }
    }

    /// Where the commands of this task write instead of the standard streams.
    @TaskLocal static var capture: Capture?

    /// Writes a line to standard output.
    static func output(_ text: String, terminator: String = "\n") {
        if let capture { return capture.write(text + terminator, isError: false) }
        write(Array((text + terminator).utf8), to: STDOUT_FILENO)
    }

    /// Writes bytes to standard output.
    static func output(bytes: [UInt8]) {
        if let capture { return capture.write(String(decoding: bytes, as: UTF8.self), isError: false) }
        write(bytes, to: STDOUT_FILENO)
    }

    /// Writes a line to standard error; threads that a command starts name the capture of its task.
    static func error(_ text: String, terminator: String = "\n", to capture: Capture? = Console.capture) {
        if let capture { return capture.write(text + terminator, isError: true) }
        write(Array((text + terminator).utf8), to: STDERR_FILENO)
    }

    /// Whether standard error is a terminal.
    static var isTerminal: Bool { capture == nil && isatty(STDERR_FILENO) == 1 }

    /// Whether standard output takes colours: a terminal, and nobody asked for none (no-color.org).
    static var takesColor: Bool {
        capture == nil && isatty(STDOUT_FILENO) == 1 && (ProcessVariables.all["NO_COLOR"] ?? "").isEmpty
    }

    /// A reader that went away, and a file that has reached its limit, are found out when writing, not by a signal.
    static func ignoreWriteSignals() {
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
    }

    /// Writes all bytes; when the reader has gone away, the rest is for nobody.
    private static func write(_ bytes: [UInt8], to descriptor: Int32) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR || errno == EAGAIN { continue }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }
}
