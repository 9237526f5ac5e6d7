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

    /// Opens an element whose attributes are written one by one, which costs less than a list of them.
    mutating func open(_ name: String, attributes: (inout XMLText) -> Void) {
        bytes += indentation
        add("<")
        add(name)
        attributes(&self)
        hold(name)
    }

    /// Ends a start tag; what follows is inside the element.
    private mutating func hold(_ name: String) {
        add(">\n")
        open.append(name)
        indentation += [0x20, 0x20]
    }

    /// Writes an attribute of the element that is being opened.
    mutating func attribute(_ name: String, _ value: String) {
        beginAttribute(name)
        add(Escaping.xmlAttribute(value))
        add("\"")
    }

    /// Writes a number as an attribute.
    mutating func attribute(_ name: String, _ value: Int) {
        beginAttribute(name)
        add(value)
        add("\"")
    }

    /// Writes seconds with three decimals as an attribute.
    mutating func attribute(_ name: String, seconds: Double) {
        let milliseconds = Wording.milliseconds(seconds)
        beginAttribute(name)
        add(milliseconds / 1_000)
        bytes.append(UInt8(ascii: "."))
        for unit in [100, 10, 1] { bytes.append(UInt8(ascii: "0") + UInt8(milliseconds / unit % 10)) }
        add("\"")
    }

    private mutating func beginAttribute(_ name: String) {
        bytes.append(0x20)
        add(name)
        add("=\"")
    }

    /// Closes the element that was opened last.
    mutating func close() {
        guard let name = open.popLast() else { return }
        indentation.removeLast(2)
        bytes += indentation
        end(name)
    }

    /// Writes an element `property`, of which most of a JUnit file consists.
    mutating func property(_ name: String, _ value: String) {
        bytes += indentation
        add("<property name=\"")
        add(name)
        add("\" value=\"")
        add(Escaping.xmlAttribute(value))
        add("\"/>\n")
    }

    /// Writes an element with text that is escaped already.
    mutating func element(_ name: String, _ attributes: Attributes = [], escaped content: String) {
        begin(name, attributes)
        add(">")
        add(content)
        end(name)
    }

    private mutating func begin(_ name: String, _ attributes: Attributes) {
        bytes += indentation
        add("<")
        add(name)
        for case (let name, let value?) in attributes { attribute(name, value) }
    }

    private mutating func end(_ name: String) {
        add("</")
        add(name)
        add(">\n")
    }

    private mutating func add(_ text: String) { bytes.append(contentsOf: text.utf8) }

    private mutating func add(_ number: Int) {
        if (0...9).contains(number) { bytes.append(UInt8(ascii: "0") + UInt8(number)) } else { add(String(number)) }
    }
}
