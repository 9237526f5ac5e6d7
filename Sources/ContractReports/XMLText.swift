/// Builds an XML document piece by piece; everything that is put in is escaped on the way.
struct XMLText {
    /// Attributes in the order in which they are written; one without a value is left out.
    typealias Attributes = [(name: String, value: String?)]

    /// The document so far, from what was taken last.
    private var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    private var open: [String] = []
    private var indentation = ""

    /// Hands over what was written since the last time.
    mutating func take() -> String {
        defer { text.removeAll(keepingCapacity: true) }
        return text
    }

    /// Opens an element, which stays open until `close`.
    mutating func open(_ name: String, _ attributes: Attributes = []) {
        begin(name, attributes)
        text += ">\n"
        open.append(name)
        indentation += "  "
    }

    /// Closes the element that was opened last.
    mutating func close() {
        guard let name = open.popLast() else { return }
        indentation.removeLast(2)
        text += indentation
        text += "</"
        text += name
        text += ">\n"
    }

    /// Writes an element `property`, of which most of a JUnit file consists.
    mutating func property(_ name: String, _ value: String) {
        text += indentation
        text += "<property name=\""
        text += name
        text += "\" value=\""
        text += Escaping.xmlAttribute(value)
        text += "\"/>\n"
    }

    /// Writes an element with text that is escaped already.
    mutating func element(_ name: String, _ attributes: Attributes = [], escaped content: String) {
        begin(name, attributes)
        text += ">"
        text += content
        text += "</"
        text += name
        text += ">\n"
    }

    private mutating func begin(_ name: String, _ attributes: Attributes) {
        text += indentation
        text += "<"
        text += name
        for case (let name, let value?) in attributes {
            text += " "
            text += name
            text += "=\""
            text += Escaping.xmlAttribute(value)
            text += "\""
        }
    }
}
