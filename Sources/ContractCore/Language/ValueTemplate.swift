/// A JSON value with expressions in its texts, for request content and for values given names.
public indirect enum ValueTemplate: Sendable {
    /// A value without expressions.
    case constant(JSONValue)
    /// A text with expressions.
    case text(Template)
    /// A list of templates.
    case list([ValueTemplate])
    /// An object of templates in order.
    case object([(name: Template, value: ValueTemplate)])

    /// Reads a node.
    public init(_ node: LocatedNode) throws(Diagnostic) {
        switch node.value {
        case .scalar(let text, let isPlain):
            guard Template.isIn(text) else {
                self = .constant(isPlain ? LocatedNode.resolve(text) : .string(text))
                return
            }
            do throws(TemplateError) {
                self = .text(try Template(text))
            } catch {
                throw Diagnostic(error, at: node)
            }
        case .list(let elements):
            var list: [ValueTemplate] = []
            for element in elements { list.append(try ValueTemplate(element)) }
            self = .list(list)
        case .map(let entries):
            var members: [(name: Template, value: ValueTemplate)] = []
            for entry in entries {
                let value = try ValueTemplate(entry.value)
                do throws(TemplateError) {
                    members.append((try Template(entry.key), value))
                } catch {
                    throw Diagnostic(error, at: entry.keyNode)
                }
            }
            self = .object(members)
        }
    }

    /// Fills in the expressions.
    public func value(_ values: ValueLookup) throws(TemplateError) -> JSONValue {
        switch self {
        case .constant(let value): return value
        case .text(let template): return try template.value(values)
        case .list(let elements):
            var result: [JSONValue] = []
            for element in elements { result.append(try element.value(values)) }
            return .array(result)
        case .object(let members):
            var object = JSONObject()
            for member in members { object.append(try member.name.text(values), try member.value.value(values)) }
            return .object(object)
        }
    }

    /// The value as written, expressions included.
    public var source: JSONValue {
        switch self {
        case .constant(let value): value
        case .text(let template): .string(template.source)
        case .list(let elements): .array(elements.map(\.source))
        case .object(let members):
            .object(JSONObject(members.map { JSONObject.Member(name: $0.name.source, value: $0.value.source) }))
        }
    }

    /// The expressions in all of its texts.
    public var expressions: [Expression] {
        switch self {
        case .constant: []
        case .text(let template): template.expressions
        case .list(let elements): elements.flatMap(\.expressions)
        case .object(let members): members.flatMap { $0.name.expressions + $0.value.expressions }
        }
    }
}
