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
        add(">\n")
        open.append(name)
        indentation += [0x20, 0x20]
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
        for case (let name, let value?) in attributes {
            add(" ")
            add(name)
            add("=\"")
            add(Escaping.xmlAttribute(value))
            add("\"")
        }
    }

    private mutating func end(_ name: String) {
        add("</")
        add(name)
        add(">\n")
    }

    private mutating func add(_ text: String) { bytes.append(contentsOf: text.utf8) }
}
