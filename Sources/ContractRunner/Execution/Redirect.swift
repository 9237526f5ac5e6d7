import ContractCore

/// Follows redirects ourselves, so that each hop is an exchange and credentials stay where they belong.
enum Redirect {
    /// The longest URL that is followed, in bytes: what RFC 9110, section 4.1, expects everybody to support.
    static let longest = 8_000

    /// The request that a redirect asks for (RFC 9110, section 15.4); nil when its target is no http or https URL, or
    /// longer than any that is followed.
    static func next(_ request: WireRequest, to location: String, status: Int) -> WireRequest? {
        guard let origin = Origin(request.url), location.utf8.count <= longest,
            let url = resolve(location, against: request.url), url.utf8.count <= longest, let target = Origin(url)
        else {
            return nil
        }
        var next = request
        next.url = url
        if status == 303 || (status < 303 && request.method == "POST") {
            next.method = request.method == "HEAD" ? "HEAD" : "GET"
            next.body = nil
            next.headers.remove("Content-Type")
        }
        // To another origin go only the fields that say nothing about who asks.
        if target != origin {
            let harmless = ["accept", "content-type", "user-agent"]
            next.headers = HeaderLines(next.headers.lines.filter { harmless.contains($0.name.lowercased()) })
        }
        return next
    }

    /// The URL that a reference means, read at the URL that answered (RFC 3986, section 5.2); fragments are left out.
    private static func resolve(_ reference: String, against base: String) -> String? {
        let reference = String(reference.prefix { $0 != "#" })
        guard let end = Origin.schemeEnd(base) else { return nil }
        if let scheme = scheme(of: reference) {
            return reference.dropFirst(scheme.count).hasPrefix("://") && Origin(reference) != nil ? reference : nil
        }
        let authority = base[end...].dropFirst(3).prefix { !"/?#".contains($0) }
        let root = base[..<authority.endIndex]
        let (path, query) = split(base[authority.endIndex...].prefix { $0 != "#" })
        if reference.hasPrefix("//") { return base[..<end] + ":" + reference }
        if reference.isEmpty { return root + path + query }
        if reference.hasPrefix("?") { return root + path + reference }
        let (ownPath, ownQuery) = split(reference[...])
        if ownPath.hasPrefix("/") { return root + withoutDots(ownPath) + ownQuery }
        let folder = path.lastIndex(of: "/").map { path[...$0] } ?? "/"
        return root + withoutDots(folder + ownPath) + ownQuery
    }

    /// A path, and the query behind it with its question mark.
    private static func split(_ text: Substring) -> (path: String, query: String) {
        let path = text.prefix { $0 != "?" }
        return (String(path), String(text[path.endIndex...]))
    }

    /// The scheme that a reference begins with (RFC 3986, section 3.1), if it has one.
    private static func scheme(of reference: String) -> Substring? {
        let head = reference.prefix { !":/?".contains($0) }
        guard reference[head.endIndex...].hasPrefix(":"), let first = head.first, first.isASCII, first.isLetter else {
            return nil
        }
        return head.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0)) } ? head : nil
    }

    /// A path without its `.` and `..` (RFC 3986, section 5.2.4).
    private static func withoutDots(_ path: String) -> String {
        var result: [Substring] = []
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        for (index, part) in parts.enumerated() {
            let isLast = index == parts.count - 1
            if part == "." || part == ".." {
                if part == "..", result.count > 1 { result.removeLast() }
                if isLast { result.append("") }
            } else {
                result.append(part)
            }
        }
        return result.joined(separator: "/")
    }
}
