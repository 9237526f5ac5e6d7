/// Why an emulator could not start.
public enum EmulatorError: Error, Sendable, Equatable, CustomStringConvertible {
    /// A port that was asked for is taken by another process.
    case portInUse(host: String, port: Int)
    /// A listener could not be opened for another reason.
    case cannotListen(host: String, port: Int, reason: String)
    /// The data file cannot be opened, read or written.
    case dataFile(path: String, reason: String)
    /// The data file belongs to another version of the emulator or to another program.
    case dataFileVersion(path: String)
    /// There is no mutant of that id.
    case unknownMutant(String)
    /// There is no variant of that id.
    case unknownVariant(String)

    /// The reason in words.
    public var description: String {
        switch self {
        case .portInUse(let host, let port): "port \(port) of \(host) is in use"
        case .cannotListen(let host, let port, let reason): "cannot listen on port \(port) of \(host): \(reason)"
        case .dataFile(let path, let reason): "cannot use the data file \(path): \(reason)"
        case .unknownMutant(let id): "there is no mutant '\(id)'"
        case .unknownVariant(let id): "there is no variant '\(id)'"
        case .dataFileVersion(let path): "the data file \(path) has a schema that this version does not know"
        }
    }
}
