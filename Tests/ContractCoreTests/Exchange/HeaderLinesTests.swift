import ContractCore
import Foundation
import Testing

/// Header lines are the same whether they were made of texts or came as bytes.
struct HeaderLinesTests {
    static let made = HeaderLines([
        HeaderLine(name: "Set-Cookie", value: "a"), HeaderLine(name: "Empty", value: ""),
        HeaderLine(name: "set-cookie", value: "é"),
    ])

    /// The same lines as a target sent them, with bytes between that belong to none.
    static var received: HeaderLines {
        let bytes = Array("Set-Cookie: a \r\nEmpty:\r\nset-cookie: é\r\n".utf8)
        return HeaderLines(
            ReceivedFields(
                bytes: bytes,
                fields: [
                    ReceivedFields.Field(name: 0..<10, value: 12..<13), ReceivedFields.Field(name: 16..<21, value: 22..<22),
                    ReceivedFields.Field(name: 24..<34, value: 36..<38),
                ]))
    }

    @Test(arguments: [made, received])
    func `a name is found whatever its letter case`(_ lines: HeaderLines) {
        #expect(lines["SET-COOKIE"] == "a")
        #expect(lines.values(of: "Set-Cookie") == ["a", "é"])
        #expect(lines["empty"] == "")
        #expect(lines["Set-Cookies"] == nil)
        #expect(lines.values(of: "") == [])
    }

    @Test func `lines that came equal those that were made`() throws {
        #expect(Self.received == Self.made)
        #expect(Self.received.hashValue == Self.made.hashValue)
        #expect(Self.received.lines == Self.made.lines)
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        #expect(try encoder.encode(Self.received) == encoder.encode(Self.made))
        #expect(try JSONDecoder().decode(HeaderLines.self, from: encoder.encode(Self.received)) == Self.made)
    }

    @Test(arguments: [made, received])
    func `lines can be changed`(_ lines: HeaderLines) {
        var lines = lines
        lines.append("X", "1")
        lines.set("SET-cookie", "b")
        lines.remove("empty")
        lines.set("Y", "2")
        #expect(lines == ["Set-Cookie": "b", "X": "1", "Y": "2"])
        lines.lines.removeFirst()
        #expect(lines == ["X": "1", "Y": "2"])
    }
}
