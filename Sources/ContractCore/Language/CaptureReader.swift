extension Capture {
    static let keys = ["from", "type", "optional"]

    init(_ entry: LocatedNode.Entry) throws(Diagnostic) {
        name = entry.key
        let node = entry.value["from"] ?? entry.value
        type = try entry.value["type"].map { (node) throws(Diagnostic) in
            guard let kind = JSONValue.Kind(rawValue: node.text ?? "") else {
                throw Diagnostic(
                    "type", "'\(node.text ?? node.kind)' is not a JSON type", at: node.location, length: node.width,
                    hint: Suggestion.hint(for: node.text ?? "", among: JSONValue.Kind.allCases.map(\.rawValue)))
            }
            return kind
        }
        isOptional = entry.value["optional"]?.json == true
        let text = node.text ?? ""
        switch text {
        case "body": source = .body
        case "json": source = .json
        case "status": source = .status
        case _ where text.hasPrefix("header "): source = .header(String(text.dropFirst(7)).trimmed)
        case _ where text.hasPrefix("$"):
            do throws(TemplateError) {
                source = .path(try JSONPath(contract: text))
            } catch {
                throw Diagnostic(error, at: node)
            }
        default:
            throw Diagnostic(
                "capture", "cannot capture from '\(text)'", at: node.location, length: node.width,
                hint: "write a JSONPath such as $.id, 'header Location', 'body', 'json' or 'status'")
        }
    }
}
