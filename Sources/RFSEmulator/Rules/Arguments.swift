/// The values of a request that kept to the table of its operation.
struct Arguments: Sendable, Equatable {
    private var values: [(name: String, values: [String])] = []

    mutating func set(_ name: String, _ given: [String]) {
        values.append((name, given))
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
    }
}
