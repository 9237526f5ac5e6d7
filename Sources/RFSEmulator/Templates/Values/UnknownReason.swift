/// Why a value is not known.
enum UnknownReason: Sendable, Hashable, CustomStringConvertible {
    /// A resource or data source has this attribute only after it was deployed or read.
    case attribute(String)
    /// The outputs of a module are known only after its deployment.
    case module(String)
    /// The function is not computed by this reader.
    case function(String)
    /// Anything else that only the real service knows.
    case other(String)

    var description: String {
        switch self {
        case .attribute(let address): "\(address) is known after the deployment"
        case .module(let address): "\(address) is known after the deployment"
        case .function(let name): "the result of \(name) is known after the deployment"
        case .other(let reason): reason
        }
    }
}
