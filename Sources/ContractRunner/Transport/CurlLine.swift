public import ContractCore

/// The command line of the program curl that sends a request as `CurlTransport` does.
///
/// It is written for any POSIX shell: texts stand in single quotes, and content that is no text goes through `printf`
/// into a pipe. A reference `${NAME}` that redaction put in the place of a secret stands in double quotes, so that the
/// shell puts the secret back. One thing cannot be written: a header name that begins with "@", which curl takes for a
/// file name.
public enum CurlLine {
    /// The command; for a request that the transport refuses, a shell comment with the reason.
    ///
    /// `redact` is given whole arguments before they are quoted: header lines, the URL, the proxy, the content. Content
    /// that is not UTF-8 is given to it as ISO-8859-1.
    public static func text(
        for request: WireRequest, options: TransportOptions = TransportOptions(),
        redact: (String) -> String = { $0 }
    ) -> String {
        let plan: RequestPlan
        do {
            plan = try RequestPlan(
                request, namesAgent: options.userAgent != nil, mayUseProxy: options.mayUseProxy)
        } catch {
            return "# not sent: \(error.message)"
        }
        func word(_ text: String) -> String { ShellWord.text(redact(text), original: text) }
        var words = ["curl", "-i", "-g", "--path-as-is"]
        words += connectionWords(options, isSecure: plan.isSecure).map(word)
        if let signature = plan.signature {
            words += [
                "--aws-sigv4", word(signature.scope), "-u", word("\(signature.accessKey):\(signature.secretKey)"),
            ]
        }
        if plan.method == "HEAD", plan.content == nil {
            words.append("--head")
        } else if plan.method != (plan.content == nil ? "GET" : "POST") {
            words += ["-X", ShellWord.text(plan.method)]
        }
        words += plan.headerLines.flatMap { ["-H", word($0)] }
        var pipe = ""
        if let content = plan.content {
            let argument = redacted(content, redact)
            let original = ResponseHead.text(content.span)
            if let text = argumentText(argument) {
                words += [
                    text.hasPrefix("@") ? "--data-raw" : "--data-binary", ShellWord.text(text, original: original),
                ]
            } else {
                pipe = "printf \(ShellWord.printf(argument, original: original)) | "
                words += ["--data-binary", "@-"]
            }
        }
        if isLeftAlone(plan.target) || options.mayUseProxy || plan.signature != nil {
            words.append(word(plan.origin + plan.target.dropFirst()))
        } else {
            words += ["--request-target", word(plan.target), ShellWord.text(plan.origin)]
        }
        return pipe + words.joined(separator: " ")
    }

    private static func connectionWords(_ options: TransportOptions, isSecure: Bool) -> [String] {
        var words: [String] = []
        switch options.httpVersion {
        case .http1_0: words.append("--http1.0")
        case .http1_1: if isSecure { words.append("--http1.1") }
        case .http2: if isSecure { words.append("--http2") }
        case .http2PriorKnowledge: words.append("--http2-prior-knowledge")
        }
        if options.insecure { words.append("-k") }
        if let file = options.caCertificate { words += ["--cacert", file] }
        if let file = options.clientCertificate { words += ["--cert", file] }
        if let file = options.clientKey { words += ["--key", file] }
        if let proxy = options.proxy {
            words += ["--proxy", proxy, "--noproxy", ""]
        } else if !options.proxyFromEnvironment {
            words += ["--noproxy", "*"]
        }
        words += options.resolve.flatMap { ["--resolve", $0] }
        if let userAgent = options.userAgent { words += ["-A", userAgent] }
        return words
    }

    /// Whether curl's URL parser neither refuses nor changes a target: printable ASCII, no empty query.
    private static func isLeftAlone(_ target: String) -> Bool {
        target.utf8.allSatisfy { (0x21...0x7E).contains($0) }
            && target.utf8.firstIndex(of: 0x3F) != target.utf8.indices.last
    }

    private static func redacted(_ content: [UInt8], _ redact: (String) -> String) -> [UInt8] {
        if let text = String(validating: content, as: UTF8.self) { return Array(redact(text).utf8) }
        return redact(ResponseHead.text(content.span)).unicodeScalars.flatMap { scalar in
            UInt8(exactly: scalar.value).map { [$0] } ?? Array(String(scalar).utf8)
        }
    }

    /// Content as an argument, when it is text without NUL and short enough: Linux allows 128 KiB for an argument.
    private static func argumentText(_ content: [UInt8]) -> String? {
        content.count > 100_000 || content.contains(0) ? nil : String(validating: content, as: UTF8.self)
    }
}
