import ContractCore
import Testing

struct JSONWriterTests {
    @Test func `compact text has no white space and keeps number texts and order`() throws {
        let text = #"{"z":[1.0,1e2,-0,12345678901234567890.10],"a":{},"b":[],"c":[[],{}],"n":null,"t":true,"f":false,"":""}"#
        #expect(try JSONWriter.text(of: JSONReader.read(text).value) == text)
    }

    @Test func `pretty text has a line for each member and element`() {
        let value: JSONValue = ["a": [1, [:], [], ["b": .null]], "c": "d"]
        #expect(
            JSONWriter.text(of: value, layout: .pretty()) == """
                {
                  "a": [
                    1,
                    {},
                    [],
                    {
                      "b": null
                    }
                  ],
                  "c": "d"
                }
                """)
        #expect(JSONWriter.text(of: [1], layout: .pretty(indent: 0)) == "[\n1\n]")
        #expect(JSONWriter.text(of: "x", layout: .pretty()) == "\"x\"")
    }

    @Test func `only what must be escaped is`() {
        let text = "\"\\/\u{8}\u{C}\n\r\t\u{0}\u{1}\u{1F}\u{7F}é\u{2028}\u{1F600}'<&"
        #expect(JSONWriter.text(of: .string(text)) == #""\"\\/\b\f\n\r\t\u0000\u0001\u001f"# + "\u{7F}é\u{2028}\u{1F600}'<&\"")
        #expect(JSONWriter.text(of: ["\n": 1]) == #"{"\n":1}"#)
    }

    @Test func `a text can be written and taken in pieces`() {
        var writer = JSONWriter(layout: .compact)
        var pieces: [[UInt8]] = []
        writer.beginObject()
        writer.member("version", 1)
        writer.name("cases")
        writer.beginArray()
        for index in 0..<3 {
            writer.beginObject()
            writer.member("index", .number(JSONNumber(index)))
            writer.endObject()
            pieces.append(writer.takeBytes())
        }
        writer.endArray()
        writer.name("empty")
        writer.beginArray()
        writer.endArray()
        writer.endObject()
        #expect(
            pieces.map { String(decoding: $0, as: UTF8.self) } == [
                #"{"version":1,"cases":[{"index":0}"#, #",{"index":1}"#, #",{"index":2}"#,
            ])
        #expect(writer.text == #"],"empty":[]}"#)
    }

    @Test func `random values come back as they were written`() throws {
        var random = SeededGenerator(seed: 8_259)
        for _ in 0..<500 {
            let value = Self.randomValue(depth: 4, using: &random)
            for layout in [JSONWriter.Layout.compact, .pretty(), .pretty(indent: 1)] {
                let text = JSONWriter.text(of: value, layout: layout)
                let read = try JSONReader.read(text).value
                #expect(read == value)
                #expect(read.hashValue == value.hashValue)
                #expect(JSONWriter.text(of: read, layout: layout) == text)
            }
        }
    }

    @Test(.timeLimit(.minutes(1))) func `damaged texts are read or refused, never more`() throws {
        var random = SeededGenerator(seed: 404)
        var refused = 0
        for _ in 0..<3_000 {
            var bytes = JSONWriter.bytes(of: Self.randomValue(depth: 3, using: &random))
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
                default: bytes = Array(bytes[..<max(place, 1)])
                }
            }
            do throws(JSONReadError) {
                let value = try JSONReader.read(bytes).value
                #expect(try JSONReader.read(JSONWriter.bytes(of: value)).value == value)
            } catch {
                refused += 1
                #expect((0...bytes.count).contains(error.offset) && error.line >= 1 && error.column >= 1)
            }
        }
        #expect(refused > 1_000)
    }

    static func randomValue(depth: Int, using random: inout SeededGenerator) -> JSONValue {
        switch Int.random(in: 0..<(depth == 0 ? 5 : 7), using: &random) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &random))
        case 2: return .number(JSONNumber(Int.random(in: .min ... .max, using: &random)))
        case 3: return .number(JSONNumber(Double(bitPattern: UInt64.random(in: 0..<0x7FF0_0000_0000_0000, using: &random)))!)
        case 4: return .string(randomText(using: &random))
        case 5: return .array((0..<Int.random(in: 0...4, using: &random)).map { _ in randomValue(depth: depth - 1, using: &random) })
        default:
            var object = JSONObject()
            for _ in 0..<Int.random(in: 0...20, using: &random) {
                object.append(randomText(using: &random), randomValue(depth: depth - 1, using: &random))
            }
            return .object(object)
        }
    }

    static func randomText(using random: inout SeededGenerator) -> String {
        let ranges: [ClosedRange<UInt32>] = [
            0...0x1F, 0x20...0x7E, 0x20...0x7E, 0x7F...0x7FF, 0x800...0xD7FF, 0xE000...0xFFFF, 0x10000...0x10FFFF,
        ]
        var text = ""
        for _ in 0..<Int.random(in: 0...6, using: &random) {
            let range = ranges.randomElement(using: &random)!
            text.unicodeScalars.append(Unicode.Scalar(UInt32.random(in: range, using: &random))!)
        }
        return text
    }
}
