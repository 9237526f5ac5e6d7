import Foundation

/// The environment of this process, read once.
enum ProcessVariables {
    static let all = ProcessInfo.processInfo.environment
}
