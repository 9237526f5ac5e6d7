import ContractCore

/// The frame of every HTML page: one file, nothing loaded from anywhere, light and dark.
enum HTMLPage {
    /// A whole document.
    static func document(title: String, body: String) -> String { start(title: title) + body + end }

    /// What stands before the content of a document.
    ///
    /// A policy in its head lets nothing run but the one script below, whatever the content holds.
    static func start(title: String) -> String {
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; \
        script-src '\(HTMLScript.digest)'; base-uri 'none'; form-action 'none'">
        <meta name="referrer" content="no-referrer">
        <title>\(text(title, limit: 200))</title>
        <style>
        \(HTMLStyle.sheet)
        </style>
        </head>
        <body>

        """
    }

    /// What stands behind the content of a document.
    static let end = """

        <script>\(HTMLScript.text)</script>
        </body>
        </html>

        """

    /// Text between tags, cut to a number of bytes.
    static func text(_ text: String, limit: Int = 2000) -> String { Escaping.xml(Wording.cut(text, to: limit)) }

    /// A value between quotation marks, cut to a number of bytes.
    static func attribute(_ text: String, limit: Int = 300) -> String {
        Escaping.xmlAttribute(Wording.cut(text, to: limit))
    }

    /// The sign of the program: an assay stamp.
    static let stamp = """
        <svg class="stamp" viewBox="0 0 48 48" aria-hidden="true"><path d="M15 3h18l12 12v18L33 45H15L3 33V15z" fill="none" \
        stroke="currentColor" stroke-width="2.5" stroke-linejoin="round"/><path d="M17 8.5h14L39.500 17v14L31 39.500H17L8.500 31V17z" \
        fill="none" stroke="currentColor" stroke-width="1" opacity=".55"/><path d="M16.500 24.500l5.500 5.500 10-12" fill="none" \
        stroke="currentColor" stroke-width="3.500" stroke-linecap="round" stroke-linejoin="round"/></svg>
        """

    /// The line at the top: the sign, what the page is, and the switch between light and dark.
    static func banner(_ kind: String) -> String {
        """
        <div class="banner"><span class="brand">\(stamp)<b>Hallmark</b></span><span class="kind">\(text(kind))</span>\
        <button type="button" id="theme" title="light or dark (t)" aria-label="switch between light and dark">◐</button></div>
        """
    }

    /// Names and values in two columns.
    static func facts(_ facts: [(name: String, value: String)]) -> String {
        let items = facts.map { "<div><dt>\(text($0.name))</dt><dd>\(text($0.value, limit: 400))</dd></div>" }
        return "<dl class=\"facts\">\(items.joined())</dl>"
    }
}
