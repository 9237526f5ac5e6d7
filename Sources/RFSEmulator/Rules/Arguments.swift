/// The values of a request that kept to the table of its operation.
struct Arguments: Sendable, Equatable {
    private var values: [(name: String, values: [String])] = []
    private var structures: [(name: String, value: JSONValue)] = []

    mutating func set(_ name: String, _ given: [String]) {
        values.append((name, given))
    }

    mutating func set(_ name: String, _ structure: JSONValue) {
        structures.append((name, structure))
    }

    /// The array of a structured parameter, nil when it was not given.
    func structure(_ name: String) -> JSONValue? {
        structures.first { $0.name == name }?.value
    }

    /// The value of a boolean parameter, nil when it was not given.
    func flag(_ name: String) -> Bool? {
        self[name].map { $0 == "true" }
    }

    /// All values of a parameter in the order given.
    func strings(_ name: String) -> [String] {
        values.first { $0.name == name }?.values ?? []
    }

    /// The value of a parameter, nil when it was not given.
    subscript(_ name: String) -> String? {
        strings(name).first
    }

    static func == (left: Arguments, right: Arguments) -> Bool {
        left.values.elementsEqual(right.values) { $0 == $1 }
            && left.structures.elementsEqual(right.structures) { $0 == $1 }
    }
}
