import Testing

@testable import ContractCore

struct OperationTableTests {
    private static func operation(_ name: String, _ request: String) -> String {
        "operation: \(name)\nsource: s\nsection: t\nrequest: {\(request)}\nsuccess: {status: 200}\n"
    }

    private static let suite = PlannedSuite(
        "suite: s", operation("list", "GET: /things"), operation("make", "POST: /things"),
        operation("show", "GET: '/things/{id}', path: {id: '1'}"), operation("search", "GET: /things/search"),
        operation("parts", "GET: '/things/{id}/parts?all=1', path: {id: '1'}"))

    @Test(arguments: [
        ("GET", "/things", "list"), ("GET", "/things?limit=1", "list"), ("POST", "/things", "make"),
        ("GET", "/things/7", "show"), ("GET", "/things/search", "search"), ("GET", "/things/7/parts?all=2", "parts"),
        ("GET", "/things/", "show"), ("PUT", "/things", nil), ("GET", "/other", nil), ("GET", "/things/7/8/9", nil),
    ])
    func `a request is one of the operation with its method and the form of its path`(
        method: String, path: String, name: String?
    ) {
        let table = OperationTable(Self.suite.suite.operations)
        for endpoint in ["http://api.test:8080/base", "http://api.test:8080/base/"] {
            let url = "http://api.test:8080/base\(path)"
            #expect(table.operation(method: method, url: url, endpoint: endpoint) == name, "\(Self.suite.mistakes)")
        }
    }

    @Test func `a request to another place is none of them`() {
        let table = OperationTable(Self.suite.suite.operations)
        #expect(table.operation(method: "GET", url: "http://objects.test/things", endpoint: "http://api.test") == nil)
    }

    @Test func `the fields of elements and of what they hold are paths from the root`() throws {
        let described = PlannedSuite(
            "suite: s",
            """
            operation: list
            source: s
            section: t
            request: {GET: /things}
            success:
              status: 200
              fields: {things: array, total: integer}
              items: {things: {id: string, prices: array}}
              parts:
                price: {of: "$.things[*].prices[*]", fields: {amount: number}}
            """)
        let operation = try #require(described.suite.operations.first)
        #expect(described.mistakes == [])
        #expect(
            operation.fieldPaths.map { $0.joined(separator: ".") }
                == ["things", "total", "things.*.id", "things.*.prices", "things.*.prices.*.amount"])
    }
}
