import Foundation

/// The time for which this process has computed, in seconds; on a busy machine that is less than what passed.
enum ComputedTime {
    static var seconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// The longest that a reader may compute over one input.
    static let limit = 2.0
}

/// A file that holds the input under test, whatever becomes of the process.
final class InputRecord {
    private let descriptor: Int32

    /// Opens the file; nil when that cannot be.
    init?(path: String) {
        descriptor = open(path, O_RDWR | O_CREAT | O_TRUNC, 0o600)
        if descriptor < 0 { return nil }
    }

    deinit { close(descriptor) }

    /// Puts an input in place of the one before.
    func keep(_ input: [UInt8]) {
        guard ftruncate(descriptor, 0) == 0 else { return }
        _ = input.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
    }
}
