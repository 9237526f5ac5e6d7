/// A target that keeps no rule: what it answers to every request.
struct DegenerateTarget: Sendable {
    /// What the target does with a connection.
    enum Behaviour: Sendable {
        /// Sends bytes and closes the connection.
        case bytes(String)
        /// Sends bytes made of the request, and closes.
        case echo
        /// Sends nothing and keeps the connection open.
        case hang
        /// Resets the connection.
        case reset
        /// Sends a head and then content without end.
        case endless
        /// Sends a byte now and then.
        case drip
        /// Nothing listens.
        case closed
    }

    let id: String
    /// What it does, in one sentence.
    let summary: String
    let behaviour: Behaviour

    /// All of them; a new one is a line here.
    static let all: [DegenerateTarget] = [
        answer("ok-object", "answers 200 {}", "200 OK", "application/json", "{}"),
        answer("created-object", "answers 201 {}", "201 Created", "application/json", "{}"),
        answer("ok-list", "answers 200 []", "200 OK", "application/json", "[]"),
        answer("ok-null", "answers 200 null", "200 OK", "application/json", "null"),
        answer("ok-empty", "answers 200 without content", "200 OK", nil, ""),
        DegenerateTarget(
            id: "no-content", summary: "answers 204", behaviour: .bytes("HTTP/1.1 204 No Content\r\n\r\n")),
        answer("ok-text", "answers 200 as plain text", "200 OK", "text/plain", "ok"),
        answer("ok-html", "answers 200 with HTML", "200 OK", "text/html", "<html><body>welcome</body></html>"),
        answer(
            "ok-error-body", "answers 200 with an error body", "200 OK", "application/json",
            #"{"error_code":"RF.1","error_msg":"no"}"#),
        answer(
            "bad-request", "answers 400", "400 Bad Request", "application/json",
            #"{"error_code":"RF.1","error_msg":"no"}"#),
        answer(
            "unauthorized", "answers 401", "401 Unauthorized", "application/json",
            #"{"error_code":"RF.1","error_msg":"no"}"#),
        answer(
            "forbidden", "answers 403", "403 Forbidden", "application/json", #"{"error_code":"RF.1","error_msg":"no"}"#),
        answer(
            "not-found", "answers 404", "404 Not Found", "application/json", #"{"error_code":"RF.1","error_msg":"no"}"#),
        answer(
            "server-error", "answers 500", "500 Internal Server Error", "application/json",
            #"{"error_code":"RF.1","error_msg":"no"}"#),
        answer("bad-gateway", "answers 502 with HTML", "502 Bad Gateway", "text/html", "<html>bad gateway</html>"),
        answer("unavailable", "answers 503", "503 Service Unavailable", "text/plain", "busy"),
        DegenerateTarget(
            id: "redirect-loop", summary: "redirects to itself",
            behaviour: .bytes(
                "HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")),
        DegenerateTarget(id: "echo", summary: "answers 200 with the request", behaviour: .echo),
        DegenerateTarget(
            id: "short-content", summary: "announces more content than it sends",
            behaviour: .bytes("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{}")),
        DegenerateTarget(
            id: "garbage", summary: "sends what is no HTTP", behaviour: .bytes("\u{1}\u{2}220 hello\r\n\r\n\r\n")),
        DegenerateTarget(id: "nothing", summary: "closes the connection", behaviour: .bytes("")),
        DegenerateTarget(id: "hang", summary: "never answers", behaviour: .hang),
        DegenerateTarget(id: "reset", summary: "resets the connection", behaviour: .reset),
        DegenerateTarget(id: "endless", summary: "sends content without end", behaviour: .endless),
        DegenerateTarget(id: "drip", summary: "sends a byte now and then", behaviour: .drip),
        DegenerateTarget(id: "closed", summary: "does not listen", behaviour: .closed),
    ]

    private static func answer(
        _ id: String, _ summary: String, _ status: String, _ type: String?, _ content: String
    ) -> DegenerateTarget {
        let typeLine = type.map { "Content-Type: \($0)\r\n" } ?? ""
        let head = "HTTP/1.1 \(status)\r\n\(typeLine)Content-Length: \(content.utf8.count)\r\nConnection: close\r\n\r\n"
        return DegenerateTarget(id: id, summary: summary, behaviour: .bytes(head + content))
    }
}
