/// Builds an XML document piece by piece; everything that is put in is escaped on the way.
struct XMLText {
    /// Attributes in the order in which they are written; one without a value is left out.
    typealias Attributes = [(name: String, value: String?)]

    /// The document so far, from what was taken last: UTF-8, since to add bytes is much cheaper than to add to a text.
    private var bytes = Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".utf8)
    private var open: [String] = []
    private var indentation: [UInt8] = []

    /// Hands over what was written since the last time.
    mutating func take() -> String {
        defer { bytes.removeAll(keepingCapacity: true) }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Opens an element, which stays open until `close`.
    mutating func open(_ name: String, _ attributes: Attributes = []) {
        begin(name, attributes)
        hold(name)
    }

    /// Begins an element whose attributes are written one by one, which costs less than a list of them; `hold` follows.
    mutating func begin(_ name: String) {
        bytes += indentation
        bytes.append(UInt8(ascii: "<"))
        add(name)
    }

    /// Ends a start tag; what follows is inside the element until `close`.
    mutating func hold(_ name: String) {
        mark(">\n")
        open.append(name)
        indentation += [0x20, 0x20]
    }

    /// Writes an attribute of the element that was begun.
    mutating func attribute(_ name: StaticString, _ value: String) {
        begin(attribute: name)
        add(Escaping.xmlAttribute(value))
        bytes.append(Self.quote)
    }

    /// Writes a number as an attribute.
    mutating func attribute(_ name: StaticString, _ value: Int) {
        begin(attribute: name)
        add(value)
        bytes.append(Self.quote)
    }

    /// Writes seconds with three decimals as an attribute.
    mutating func attribute(_ name: StaticString, seconds: Double) {
        let milliseconds = Wording.milliseconds(seconds)
        begin(attribute: name)
        add(milliseconds / 1_000)
        bytes.append(UInt8(ascii: "."))
        digit(milliseconds / 100)
        digit(milliseconds / 10)
        digit(milliseconds)
        bytes.append(Self.quote)
    }

    /// Closes the element that was opened last.
    mutating func close() {
        guard let name = open.popLast() else { return }
        indentation.removeLast(2)
        bytes += indentation
        end(name)
    }

    /// Writes an element `property`, of which most of a JUnit file consists.
    mutating func property(_ name: StaticString, _ value: String) {
        bytes += indentation
        mark("<property name=\"")
        mark(name)
        mark("\" value=\"")
        add(Escaping.xmlAttribute(value))
        mark("\"/>\n")
    }

    /// Writes an element with text that is escaped already.
    mutating func element(_ name: String, _ attributes: Attributes = [], escaped content: String) {
        begin(name, attributes)
        mark(">")
        add(content)
        end(name)
    }

    private mutating func begin(_ name: String, _ attributes: Attributes) {
        begin(name)
        for case (let name, let value?) in attributes {
            bytes.append(0x20)
            add(name)
            mark("=\"")
            add(Escaping.xmlAttribute(value))
            bytes.append(Self.quote)
        }
    }

    /// Begins an attribute up to the first quotation mark.
    private mutating func begin(attribute name: StaticString) {
        bytes.append(0x20)
        mark(name)
        mark("=\"")
    }

    private mutating func end(_ name: String) {
        mark("</")
        add(name)
        mark(">\n")
    }

    // MARK: Bytes

    private static let quote = UInt8(ascii: "\"")

    private mutating func add(_ text: String) {
        // Nearly every text lies in one piece.
        let isAdded: Void? = text.utf8.withContiguousStorageIfAvailable { bytes.append(contentsOf: $0) }
        if isAdded == nil { bytes.append(contentsOf: text.utf8) }
    }

    /// Adds a name or a mark of the document itself, which needs no escaping.
    private mutating func mark(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    private mutating func add(_ number: Int) {
        if (0...9).contains(number) { digit(number) } else { add(String(number)) }
    }

    private mutating func digit(_ number: Int) { bytes.append(UInt8(ascii: "0") + UInt8(number % 10)) }
}
