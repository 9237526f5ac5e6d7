import ContractCore

/// Follows redirects ourselves, so that each hop is an exchange and credentials stay where they belong.
enum Redirect {
    /// The request that a redirect asks for (RFC 9110, section 15.4); nil when its target is no http or https URL.
    static func next(_ request: WireRequest, to location: String, status: Int) -> WireRequest? {
        guard let origin = Origin(request.url), let url = resolve(location, against: request.url), let target = Origin(url) else {
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

    /// An absolute URL, or a path or query taken from the URL that answered; fragments are left out.
    private static func resolve(_ location: String, against base: String) -> String? {
        let location = String(location.prefix { $0 != "#" })
        if location.contains("://") { return Origin(location) == nil ? nil : location }
        guard let authority = base.firstRange(of: "://").map({ base[$0.upperBound...].prefix { !"/?#".contains($0) }.endIndex }) else {
            return nil
        }
        if location.hasPrefix("//") { return base.prefix { $0 != ":" } + ":" + location }
        if location.hasPrefix("/") { return base[..<authority] + location }
        let path = base[authority...].prefix { $0 != "?" && $0 != "#" }
        let folder = path.lastIndex(of: "/").map { path[...$0] } ?? "/"
        return base[..<authority] + folder + location
    }
}
