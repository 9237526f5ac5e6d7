extension TypeConstraint {
    /// A type that is no type, with its place.
    struct Failure: Error {
        var message: String
        var place: SourcePlace
    }

    /// Reads a type from its expression (Terraform language, page "Type Constraints").
    init(_ expression: Expression) throws(Failure) {
        switch expression.kind {
        case .reference("string", []), .literal(.string("string")): self = .string
        case .reference("number", []): self = .number
        case .reference("bool", []): self = .bool
        case .reference("any", []): self = .any
        case .reference("list", []), .literal(.string("list")): self = .list(.any)
        case .reference("map", []), .literal(.string("map")): self = .map(.any)
        case .call(let name, let arguments, spreads: false):
            self = try Self.collection(name, arguments, at: expression.place)
        default: throw Failure(message: Self.expected, place: expression.place)
        }
    }

    private static let expected =
        "expected a type: string, number, bool, any, list(...), set(...), map(...), object({...}) or tuple([...])"

    private static func collection(
        _ name: String, _ arguments: [Expression], at place: SourcePlace
    ) throws(Failure) -> TypeConstraint {
        guard ["list", "set", "map", "object", "tuple"].contains(name) else {
            throw Failure(message: expected, place: place)
        }
        guard arguments.count == 1 else {
            throw Failure(message: "the type \(name) takes one argument, found \(arguments.count)", place: place)
        }
        let argument = arguments[0]
        switch (name, argument.kind) {
        case ("list", _): return .list(try TypeConstraint(argument))
        case ("set", _): return .set(try TypeConstraint(argument))
        case ("map", _): return .map(try TypeConstraint(argument))
        case ("tuple", .list(let elements)):
            var types: [TypeConstraint] = []
            for element in elements { types.append(try TypeConstraint(element)) }
            return .tuple(types)
        case ("object", .object(let items)): return .object(try members(items))
        case ("tuple", _): throw Failure(message: "expected a list of types", place: argument.place)
        default: throw Failure(message: "expected the attributes in braces", place: argument.place)
        }
    }

    private static func members(_ items: [ObjectItem]) throws(Failure) -> [Member] {
        var members: [Member] = []
        var names: Set<String> = []
        for item in items {
            guard let name = item.key.plainText else {
                throw Failure(message: "expected the name of an attribute", place: item.key.place)
            }
            guard names.insert(name).inserted else {
                throw Failure(message: "the attribute \"\(name)\" stands twice", place: item.key.place)
            }
            members.append(try member(name, item.value))
        }
        return members
    }

    private static func member(_ name: String, _ value: Expression) throws(Failure) -> Member {
        guard case .call("optional", let arguments, spreads: false) = value.kind else {
            return Member(name: name, type: try TypeConstraint(value), isOptional: false, fallback: nil)
        }
        guard arguments.count == 1 || arguments.count == 2 else {
            throw Failure(message: "optional takes a type and perhaps a default", place: value.place)
        }
        let type = try TypeConstraint(arguments[0])
        guard arguments.count == 2 else { return Member(name: name, type: type, isOptional: true, fallback: nil) }
        do {
            let fallback = try type.convert(try ConstantReader.value(of: arguments[1]))
            return Member(name: name, type: type, isOptional: true, fallback: fallback)
        } catch let problem as ConversionProblem {
            throw Failure(message: "the default does not fit: \(problem.message)", place: arguments[1].place)
        } catch let problem as ConstantReader.Failure {
            throw Failure(message: problem.message, place: problem.place)
        } catch {
            throw Failure(message: expected, place: arguments[1].place)
        }
    }
}
