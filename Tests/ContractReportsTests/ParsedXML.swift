import Foundation
import FoundationXML

/// An element of a document that was read back with an independent parser.
final class ParsedElement {
    let name: String
    let attributes: [String: String]
    var text = ""
    var children: [ParsedElement] = []

    init(name: String, attributes: [String: String]) {
        self.name = name
        self.attributes = attributes
    }

    subscript(_ attribute: String) -> String? { attributes[attribute] }

    func all(_ name: String) -> [ParsedElement] {
        children.flatMap { ($0.name == name ? [$0] : []) + $0.all(name) }
    }

    /// The properties of the element itself.
    var properties: [String: String] {
        let pairs = children.filter { $0.name == "properties" }.flatMap(\.children).map { ($0["name"] ?? "", $0["value"] ?? "") }
        return Dictionary(pairs) { first, _ in first }
    }
}

/// Reads a document; throws what the parser says when it is not well formed.
func parseXML(_ text: String) throws -> ParsedElement {
    let builder = TreeBuilder()
    let parser = XMLParser(data: Data(text.utf8))
    parser.delegate = builder
    guard parser.parse(), let root = builder.root.children.first else {
        throw parser.parserError ?? CocoaError(.propertyListReadCorrupt)
    }
    return root
}

private final class TreeBuilder: NSObject, XMLParserDelegate {
    let root = ParsedElement(name: "", attributes: [:])
    private lazy var open = [root]

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String] = [:]
    ) {
        let element = ParsedElement(name: name, attributes: attributes)
        open[open.count - 1].children.append(element)
        open.append(element)
    }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        open.removeLast()
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
        open[open.count - 1].text += string
    }
}
