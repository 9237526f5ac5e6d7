/// A documented field, and the rules that notice when something is wrong with it.
public struct FieldCoverage: Sendable, Hashable, Codable {
    /// Whether rules look at a field.
    public enum Attention: String, Sendable, Hashable, Codable {
        /// A rule fails when something is wrong with it.
        case seen = "yes"
        /// Answers hold it, and no rule fails whatever is wrong with it.
        case overlooked = "no"
        /// No answer that a case got held it.
        case notShown = "not shown"
    }

    /// The operation whose answer has the field.
    public var operation: String
    /// The field, with its list where it is one of an element; `the answer` for all of it.
    public var field: String
    /// What was done wrong to answers that had it, each with the first rule that noticed; no rule where none did.
    public private(set) var noticed: [String: [String]]
    /// Whether rules look at it.
    public private(set) var attention: Attention

    /// Makes the coverage of a field.
    public init(operation: String, field: String, noticed: [String: [String]]) {
        self.operation = operation
        self.field = field
        self.noticed = noticed
        let isOverlooked = noticed.values.allSatisfy(\.isEmpty)
        attention = noticed.isEmpty ? .notShown : isOverlooked ? .overlooked : .seen
    }

    /// Whether no rule looks at it.
    public var isUnseen: Bool { attention != .seen }

    /// What was done wrong that no rule noticed, in order.
    public var unnoticed: [String] { noticed.filter(\.value.isEmpty).keys.sorted() }

    /// What was done wrong and noticed: what, and by which rule, in order.
    public var witnesses: [(act: String, rule: String)] {
        noticed.compactMap { act, rules in rules.first.map { (act, $0) } }.sorted { $0.act < $1.act }
    }

    /// What makes a rule look at it, in a few words; nil where one does.
    public var repair: String? {
        switch attention {
        case .seen: nil
        case .overlooked: "expect something of it in a rule of \(operation)"
        case .notShown: "add a case whose answer holds it"
        }
    }
}
