/// A value of the template language.
indirect enum TemplateValue: Sendable, Hashable {
    case null
    case bool(Bool)
    /// The shortest decimal text of the number, so that equal numbers have equal texts.
    case number(String)
    case string(String)
    case list([TemplateValue])
    /// Different values in ascending order.
    case set([TemplateValue])
    /// Entries in ascending order of their keys; also stands for objects.
    case map([Entry])
    /// A value that is known only after the deployment, or only to the real service.
    case unknown(UnknownReason)

    /// A key and its value in a map.
    struct Entry: Sendable, Hashable {
        var key: String
        var value: TemplateValue
    }
}

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

extension TemplateValue {
    /// Whether the value and all its parts are known.
    var isKnown: Bool { true }

    /// The value as compact JSON text; unknown parts become null.
    var json: String { "" }

    /// The value as one text: strings as they are, numbers and booleans in words, null empty, all else JSON.
    var text: String { "" }
}

extension JSONWriter {
    /// A value of a template; unknown parts become null.
    mutating func value(_ value: TemplateValue) { null() }
}
