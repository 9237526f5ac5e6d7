/// One kind of map of the contract language: the keys that its reader knows, and what may stand under each.
///
/// The keys come from the reader's own table, the rest is written here; a test sees that the two are the same.
struct SchemaMap: Sendable {
    /// What may stand under a key, and what it means.
    struct Value: Sendable {
        let words: String
        let schema: JSONValue

        init(_ words: String, _ schema: JSONValue) {
            self.words = words
            self.schema = schema
        }

        /// The schema with the words that an editor shows.
        var json: JSONValue {
            guard case .object(var object) = schema else { return schema }
            object.append("description", .string(words))
            return .object(object)
        }
    }

    /// The name under `$defs`.
    let name: String
    /// What the map is, for people.
    let title: String
    /// The keys of the reader's table, in its order.
    let keys: [String]
    /// What may stand under each key.
    let values: [String: Value]
    /// Keys that must be there.
    var required: [String] = []
    /// What may stand under other keys: nothing, unless told otherwise.
    var others: JSONValue = false
    /// A pattern of keys that must not be there.
    var refused: String?
    /// Whether keys may have a family's expressions in them.
    var hasTemplateKeys = false

    /// The map as a schema.
    var json: JSONValue {
        var properties = JSONObject()
        for key in keys { properties.append(key, values[key]?.json ?? true) }
        var object: JSONObject = ["title": .string(title), "type": "object", "properties": .object(properties)]
        if hasTemplateKeys { object.append("patternProperties", .object([SchemaTerms.template: true])) }
        if let refused { object.append("patternProperties", .object([refused: false])) }
        if !required.isEmpty { object.append("required", .array(required.map { .string($0) })) }
        object.append("additionalProperties", others)
        return .object(object)
    }
}

/// The small schemas of which the larger ones are made.
enum SchemaTerms {
    /// A text with an expression in it, which may stand for a value of any type.
    static let template = #"\$\{"#

    /// Text as the reader takes it: an unquoted number or truth value is text as well.
    static let text: JSONValue = ["type": ["string", "number", "boolean"]]
    /// A text, or a list of texts.
    static let texts: JSONValue = ["anyOf": [text, ["type": "array", "items": text]]]
    /// Any value at all.
    static let value: JSONValue = [:]
    /// A map from names to values.
    static let values: JSONValue = ["type": ["object", "null"]]
    /// A number and a unit.
    static let duration = templated([
        "type": "string", "pattern": #"^[0-9.]+ *(ms|milliseconds?|s|seconds?|m|min|minutes?|h|hours?)$"#,
    ])
    /// A number of requests in a time.
    static let rate: JSONValue = ["type": "string", "pattern": #"^ *[0-9.]+ */ *[a-z]+ *$"#]
    /// A truth value.
    static let flag = templated(["type": "boolean"])

    /// A reference to a map of the schema.
    static func map(_ name: String) -> JSONValue { ["$ref": .string("#/$defs/\(name)")] }

    /// A map from names of the author's to values of one kind.
    static func named(_ schema: JSONValue) -> JSONValue {
        ["type": ["object", "null"], "additionalProperties": schema]
    }

    /// A list of values of one kind.
    static func list(_ schema: JSONValue) -> JSONValue { ["type": "array", "items": schema] }

    /// One of several words.
    static func word(_ words: [String]) -> JSONValue { ["enum": .array(words.map { .string($0) })] }

    /// One of several schemas.
    static func any(_ schemas: JSONValue...) -> JSONValue { ["anyOf": .array(schemas)] }

    /// A schema, or a text with an expression that stands for it.
    static func templated(_ schema: JSONValue) -> JSONValue {
        ["anyOf": [schema, ["type": "string", "pattern": .string(template)]]]
    }
}
