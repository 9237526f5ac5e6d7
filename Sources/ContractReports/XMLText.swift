/// Builds an XML document as text; everything that is put in is escaped on the way.
struct XMLText {
    /// Attributes in the order in which they are written; one without a value is left out.
    typealias Attributes = [(name: String, value: String?)]

    /// The document so far.
    private(set) var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    private var open: [String] = []

    /// Opens an element, which stays open until `close`.
    mutating func open(_ name: String, _ attributes: Attributes = []) {
        begin(name, attributes)
        text += ">\n"
        open.append(name)
    }

    /// Closes the element that was opened last.
    mutating func close() {
        guard let name = open.popLast() else { return }
        indent()
        text += "</\(name)>\n"
    }

    /// Writes an element without content.
    mutating func empty(_ name: String, _ attributes: Attributes) {
        begin(name, attributes)
        text += "/>\n"
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
        indent()
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

    private mutating func indent() {
        for _ in open { text += "  " }
    }
}
