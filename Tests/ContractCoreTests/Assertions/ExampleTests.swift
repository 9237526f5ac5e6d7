import Testing

@testable import ContractCore

struct ExampleTests {
    static var noValues: ValueLookup { { _ in nil } }

    @Test(arguments: Assertions.all.map { $0.key })
    func `an assertion finds out what its examples say`(_ key: String) throws {
        let type = try #require(Assertions.all.first { $0.key == key })
        for example in type.examples {
            let node = try YAMLReader.read(SourceFile(name: "example.yaml", text: example.expect))
            #expect(node.entries?.map(\.key) == [key], "the example '\(example.expect)' is of another assertion")
            var reader = ExpectationReader()
            let expectation = try reader.read(node)
            #expect(reader.mistakes == [])
            let observations = try expectation.judge(example.answer, Self.noValues)
            #expect(Expectation.outcome(of: observations) == example.outcome, "\(example.expect) on \(example.answer.response)")
        }
    }

    @Test(arguments: Assertions.all.map { $0.key })
    func `an assertion has an example that holds and one that is broken`(_ key: String) throws {
        let type = try #require(Assertions.all.first { $0.key == key })
        #expect(Set(type.examples.map(\.outcome)).isSuperset(of: [.holds, .broken]))
    }

    @Test(arguments: Matchers.all.map { $0.key })
    func `a matcher finds out what its examples say`(_ key: String) throws {
        let type = try #require(Matchers.all.first { $0.key == key })
        for example in type.examples {
            #expect(example.shape.contains("<\(key)>"), "the example '\(example.shape)' is of another matcher")
            var reader = ShapeReader()
            let shape = try reader.read(try YAMLReader.read(SourceFile(name: "example.yaml", text: example.shape)))
            #expect(reader.mistakes.all == [])
            let value = try JSONReader.read(Array(example.value.utf8)).value
            let found = try shape.mismatches(in: value, Self.noValues)
            let outcome: Finding.Outcome = found.isEmpty ? .holds : found.allSatisfy(\.isUndecidable) ? .undecidable : .broken
            #expect(outcome == example.outcome, "\(example.shape) on \(example.value)")
        }
    }

    @Test(arguments: Matchers.all.map { $0.key })
    func `a matcher has an example that holds and one that is broken`(_ key: String) throws {
        let type = try #require(Matchers.all.first { $0.key == key })
        #expect(Set(type.examples.map(\.outcome)).isSuperset(of: [.holds, .broken]))
    }
}
