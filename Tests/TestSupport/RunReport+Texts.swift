public import ContractCore
import Foundation

extension RunReport {
    /// The report with a change made to every text that is free, found by way of its JSON so that none is forgotten.
    ///
    /// The layout's name, and words of a fixed set such as verdicts, stay; identifiers of rules change alike in rules
    /// and cases.
    public func mappingTexts(_ change: (String) -> String) throws -> RunReport {
        let fixed: Set<String> = ["schema", "level", "verdict", "disposition", "outcome"]
        func mapped(_ value: Any, key: String) -> Any {
            switch value {
            case let text as String: fixed.contains(key) ? text : change(text)
            case let members as [String: Any]: Dictionary(uniqueKeysWithValues: members.map { ($0, mapped($1, key: $0)) })
            case let elements as [Any]: elements.map { mapped($0, key: key) }
            default: value
            }
        }
        let tree = try JSONSerialization.jsonObject(with: JSONEncoder().encode(self))
        let data = try JSONSerialization.data(withJSONObject: mapped(tree, key: ""))
        return try JSONDecoder().decode(RunReport.self, from: data)
    }
}
