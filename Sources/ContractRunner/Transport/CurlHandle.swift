import CLibcurl
import ContractCore
import Glibc

/// One easy handle of libcurl, kept for the requests to one origin, with the one connection that it may keep open.
///
/// Every call of libcurl and every unsafe pointer is in this file. Unchecked: a handle is used by one thread at a time,
/// the one that took it out of the pool.
final class CurlHandle: @unchecked Sendable {
    /// The origin of the requests that the handle serves.
    let origin: String
    /// What is known of the connections to that origin.
    let memory: OriginMemory
    private let easy: UnsafeMutableRawPointer
    private let errorText: UnsafeMutablePointer<CChar>
    /// Where the callbacks find what they write to.
    private let record: UnsafeMutablePointer<TransferRecord>
    private let options: TransportOptions
    /// What libcurl said to the options that hold for every request.
    private var common = CURLE_OK
    private var setUp = CURLE_OK
    private var wasSigned = false
    /// The address and port of the last connection; empty as long as none is known.
    private var address = ""
    /// When the last transfer ended.
    private var lastUse = ContinuousClock.now

    /// Makes a handle, or nil when libcurl has no memory or cannot start.
    init?(
        origin: String, memory: OriginMemory, options: TransportOptions, flag: InterruptFlag, room: ContentRoom
    ) {
        guard Self.globalStart == CURLE_OK, let easy = curl_easy_init() else { return nil }
        self.easy = easy
        self.origin = origin
        self.memory = memory
        self.options = options
        record = .allocate(capacity: 1)
        record.initialize(to: TransferRecord(options: options, flag: flag, room: room))
        errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        start()
    }

    deinit {
        curl_easy_cleanup(easy)
        record.deinitialize(count: 1)
        record.deallocate()
        errorText.deallocate()
    }

    /// Sets what holds for every request, and nothing else.
    private func start() {
        curl_easy_reset(easy)
        setUp = CURLE_OK
        setCommonOptions()
        setConnectionOptions()
        common = setUp
    }

    /// The versions of libcurl and of the libraries that requests go through, as libcurl writes them.
    ///
    /// `curl_version` would also ask the LDAP library, which loads all of its plugins for the answer.
    static let version: String = {
        guard let facts = curl_version_info(CURLVERSION_SEVENTH)?.pointee else { return "libcurl" }
        let parts = [
            ("libcurl/", facts.version), ("", facts.ssl_version), ("zlib/", facts.libz_version),
            ("nghttp2/", facts.nghttp2_version),
        ]
        return parts.compactMap { name, text in text.map { name + String(cString: $0) } }.joined(separator: " ")
    }()
    private static let globalStart = curl_global_init(Int(CURL_GLOBAL_DEFAULT))

    /// Whether the kept connection has something to read although no request is under way.
    ///
    /// Then the target closed it or sent more than one response; either way the next request must not use it.
    var connectionIsOutOfStep: Bool {
        guard let socket = keptSocket else { return false }
        var entry = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
        return poll(&entry, 1, 0) != 0
    }

    /// Whether a connection was left open.
    var keepsConnection: Bool { keptSocket != nil }

    private var keptSocket: curl_socket_t? {
        var socket = CURL_SOCKET_BAD
        guard hallmark_get_socket(easy, &socket) == CURLE_OK, socket != CURL_SOCKET_BAD else { return nil }
        return socket
    }

    /// How long ago the last transfer ended.
    var idleTime: Duration { ContinuousClock.now - lastUse }

    /// Sends a request and waits for the end of its transfer; on a connection of its own where that is asked for.
    func perform(_ plan: RequestPlan, onFreshConnection isFresh: Bool) -> TransferEnd {
        // libcurl's own HEAD sends no content, so a HEAD with content is a POST by another name that ends with the head.
        // The record is emptied in the end too, or every idle handle would hold the content of its last response.
        record.pointee.begin(
            endsWithHead: plan.method == "HEAD" && plan.content != nil, mayRepeat: plan.isSafe, now: ContinuousClock.now
        )
        defer {
            lastUse = ContinuousClock.now
            record.pointee.begin(endsWithHead: false, mayRepeat: false, now: lastUse)
        }
        errorText[0] = 0
        setUp = common
        // A signature leaves its kind of authentication behind, which no option takes back.
        if wasSigned { start() }
        wasSigned = plan.signature != nil
        let headers = List(plan.headerLines)
        let addresses = List(options.resolve)
        set(list: CURLOPT_HTTPHEADER, headers)
        set(list: CURLOPT_RESOLVE, addresses)
        setRequest(plan, isFresh: isFresh)
        let code = withExtendedLifetime(headers) { withExtendedLifetime(addresses) { transfer(plan.content) } }
        let isReused = number(CURLINFO_NUM_CONNECTS) == 0
        return TransferEnd(
            code: Int(code.rawValue), errorText: String(cString: errorText),
            codeText: code == CURLE_OK ? "" : String(cString: curl_easy_strerror(code)), stop: record.pointee.stop,
            wasSent: number(CURLINFO_REQUEST_SIZE) > 0, sentHead: record.pointee.sentHead, head: record.pointee.head,
            body: record.pointee.body, bodySize: record.pointee.bodySize,
            bodyDigest: record.pointee.takeDigest(), share: record.pointee.takeShare(),
            bytesUploaded: size(CURLINFO_SIZE_UPLOAD_T), didBeginTLS: record.pointee.didBeginTLS, timings: timings,
            remoteAddress: remoteAddress(isKept: isReused), reusedConnection: isReused)
    }

    private func transfer(_ content: [UInt8]?) -> CURLcode {
        guard let content else { return setUp == CURLE_OK ? curl_easy_perform(easy) : setUp }
        set(size: CURLOPT_POSTFIELDSIZE_LARGE, content.count)
        return content.withUnsafeBytes { bytes in
            // An empty array may have no address, and a null pointer would ask libcurl to read content elsewhere.
            note(hallmark_set_content(easy, bytes.baseAddress ?? UnsafeRawPointer(errorText)))
            return setUp == CURLE_OK ? curl_easy_perform(easy) : setUp
        }
    }

    /// What holds for every request: no signals, no decoding, nothing followed, limits of time, the callbacks.
    private func setCommonOptions() {
        note(hallmark_set_error_buffer(easy, errorText))
        note(
            hallmark_set_callbacks(
                easy, headerCallback, contentCallback, debugCallback, progressCallback, readyCallback,
                openedCallback, closingCallback,
                record))
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_NOPROGRESS, 0)
        set(CURLOPT_FOLLOWLOCATION, 0)
        set(CURLOPT_HTTP_CONTENT_DECODING, 0)
        set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        set(CURLOPT_DISALLOW_USERNAME_IN_URL, 1)
        set(CURLOPT_NETRC, Int(CURL_NETRC_IGNORED.rawValue))
        set(CURLOPT_PATH_AS_IS, 1)
        set(CURLOPT_MAXCONNECTS, 1)
        set(text: CURLOPT_PROTOCOLS_STR, "http,https")
        set(CURLOPT_TIMEOUT_MS, Self.milliseconds(options.timeout))
        set(CURLOPT_CONNECTTIMEOUT_MS, Self.milliseconds(options.connectTimeout))
        set(text: CURLOPT_USERAGENT, options.userAgent)
    }

    /// How to connect: version, proxy, certificates.
    private func setConnectionOptions() {
        set(CURLOPT_HTTP_VERSION, options.httpVersion.curlValue)
        if let proxy = options.proxy {
            set(text: CURLOPT_PROXY, proxy)
            set(text: CURLOPT_NOPROXY, "")
        } else if !options.proxyFromEnvironment {
            set(text: CURLOPT_PROXY, "")
            // Or libcurl would look for exceptions from none in the environment, for each request.
            set(text: CURLOPT_NOPROXY, "")
        }
        if let file = options.caCertificate {
            set(text: CURLOPT_CAINFO, file)
            set(text: CURLOPT_CAPATH, nil)
        }
        if let file = options.clientCertificate { set(text: CURLOPT_SSLCERT, file) }
        if let file = options.clientKey { set(text: CURLOPT_SSLKEY, file) }
        if options.insecure {
            set(CURLOPT_SSL_VERIFYPEER, 0)
            set(CURLOPT_SSL_VERIFYHOST, 0)
        }
    }

    /// What one request sets; every option here is set for each request, so that none is left of the one before.
    private func setRequest(_ plan: RequestPlan, isFresh: Bool) {
        // Takes back "no body" and the content of the request before.
        set(CURLOPT_HTTPGET, 1)
        if options.mayUseProxy || plan.signature != nil {
            // A plain http proxy wants the URL in the request line, and a signature the path and the query of the URL,
            // so libcurl has to know the whole of it.
            set(text: CURLOPT_URL, plan.origin + plan.target.dropFirst())
            set(text: CURLOPT_REQUEST_TARGET, nil)
        } else {
            set(text: CURLOPT_URL, plan.origin)
            set(text: CURLOPT_REQUEST_TARGET, plan.target)
        }
        if plan.method == "HEAD", plan.content == nil { set(CURLOPT_NOBODY, 1) }
        set(text: CURLOPT_CUSTOMREQUEST, plan.method)
        set(CURLOPT_FRESH_CONNECT, isFresh ? 1 : 0)
        // What is told of TLS is needed too: it shows where a target is stuck.
        let isTold = options.recordsSentHeads || plan.isSecure || options.mayUseProxy || plan.signature != nil
        set(CURLOPT_VERBOSE, isTold ? 1 : 0)
        set(CURLOPT_FORBID_REUSE, plan.hasOwnFraming ? 1 : 0)
        if let signature = plan.signature {
            set(text: CURLOPT_AWS_SIGV4, signature.scope)
            set(text: CURLOPT_USERNAME, signature.accessKey)
            set(text: CURLOPT_PASSWORD, signature.secretKey)
        }
    }

    private func note(_ code: CURLcode) {
        if setUp == CURLE_OK { setUp = code }
    }

    private func set(_ option: CURLoption, _ value: Int) { note(hallmark_set_long(easy, option, value)) }

    private func set(size option: CURLoption, _ value: Int) {
        note(hallmark_set_size(easy, option, curl_off_t(value)))
    }

    private func set(text option: CURLoption, _ value: String?) {
        guard let value else { return note(hallmark_set_text(easy, option, nil)) }
        value.withCString { note(hallmark_set_text(easy, option, $0)) }
    }

    private func set(list option: CURLoption, _ value: borrowing List) {
        note(value.isComplete ? hallmark_set_list(easy, option, value.first) : CURLE_OUT_OF_MEMORY)
    }

    private func size(_ info: CURLINFO) -> Int {
        var value: curl_off_t = 0
        return hallmark_get_size(easy, info, &value) == CURLE_OK ? Int(value) : 0
    }

    private func number(_ info: CURLINFO) -> Int {
        var value = 0
        return hallmark_get_long(easy, info, &value) == CURLE_OK ? value : 0
    }

    private var timings: TransferTimings {
        func seconds(_ info: CURLINFO) -> Double { Double(size(info)) / 1_000_000 }
        return TransferTimings(
            nameLookup: seconds(CURLINFO_NAMELOOKUP_TIME_T), connect: seconds(CURLINFO_CONNECT_TIME_T),
            tls: seconds(CURLINFO_APPCONNECT_TIME_T), firstByte: seconds(CURLINFO_STARTTRANSFER_TIME_T),
            total: seconds(CURLINFO_TOTAL_TIME_T))
    }

    /// Address and port, an IPv6 address in brackets; those of a connection that was kept are known.
    private func remoteAddress(isKept: Bool) -> String {
        if isKept, !address.isEmpty { return address }
        var text: UnsafePointer<CChar>?
        address = ""
        guard hallmark_get_text(easy, CURLINFO_PRIMARY_IP, &text) == CURLE_OK, let text else { return "" }
        let host = String(cString: text)
        guard !host.isEmpty else { return "" }
        address = (host.contains(":") ? "[\(host)]" : host) + ":\(number(CURLINFO_PRIMARY_PORT))"
        return address
    }

    /// Milliseconds that libcurl takes as a limit: it reads zero as "none", so one is the least.
    private static func milliseconds(_ duration: Duration) -> Int {
        let (seconds, attoseconds) = duration.components
        guard seconds < 2_000_000 else { return 2_000_000_000 }
        return max(1, Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000))
    }

    /// A list of libcurl that is freed with its owner.
    private struct List: ~Copyable {
        private(set) var first: UnsafeMutablePointer<curl_slist>?
        private(set) var isComplete = true

        init(_ lines: [String]) {
            for line in lines {
                guard let longer = line.withCString({ curl_slist_append(first, $0) }) else {
                    isComplete = false
                    return
                }
                first = longer
            }
        }

        deinit { curl_slist_free_all(first) }
    }
}

extension TransportOptions.HTTPVersion {
    fileprivate var curlValue: Int {
        switch self {
        case .http1_0: CURL_HTTP_VERSION_1_0
        case .http1_1: CURL_HTTP_VERSION_1_1
        case .http2: Int(CURL_HTTP_VERSION_2TLS)
        case .http2PriorKnowledge: Int(CURL_HTTP_VERSION_2_PRIOR_KNOWLEDGE)
        }
    }
}

private func record(_ context: UnsafeMutableRawPointer?) -> UnsafeMutablePointer<TransferRecord>? {
    context?.assumingMemoryBound(to: TransferRecord.self)
}

/// Anything but the number of bytes offered ends the transfer with CURLE_WRITE_ERROR.
private let headerCallback: curl_write_callback = { bytes, size, count, context in
    let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
    return record(context)?.pointee.received(headerLine: line) == true ? line.count : 0
}

private let contentCallback: curl_write_callback = { bytes, size, count, context in
    let content = UnsafeRawBufferPointer(start: bytes, count: size * count)
    return record(context)?.pointee.received(body: content) == true || content.isEmpty ? content.count : 0
}

/// The only way to see the request head byte for byte; everything else that libcurl tells here is dropped.
private let debugCallback: curl_debug_callback = { _, kind, bytes, count, context in
    switch kind {
    case CURLINFO_HEADER_OUT:
        record(context)?.pointee.sent(headPart: UnsafeRawBufferPointer(start: bytes, count: count))
    case CURLINFO_SSL_DATA_OUT:
        record(context)?.pointee.beganTLS()
    case CURLINFO_SSL_DATA_IN:
        record(context)?.pointee.heardTLS()
    default:
        break
    }
    return 0
}

/// Called when a connection is there, before each time that the request is sent over it.
private let readyCallback: curl_prereq_callback = { context, _, _, _, _ in
    record(context)?.pointee.maySend() == true ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT
}

/// Called for each socket that libcurl opens for a connection.
private let openedCallback: curl_sockopt_callback = { context, socket, _ in
    record(context)?.pointee.sockets.append(socket)
    return CURL_SOCKOPT_OK
}

/// Called in place of closing a socket.
private let closingCallback: curl_closesocket_callback = { context, socket in
    record(context)?.pointee.sockets.removeAll { $0 == socket }
    return close(socket)
}

/// Called while data flows and about once a second while none does; anything but zero ends the transfer.
private let progressCallback: curl_xferinfo_callback = { context, _, _, _, _ in
    record(context)?.pointee.isInterrupted() == true ? 1 : 0
}
