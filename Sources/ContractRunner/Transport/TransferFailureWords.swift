import CLibcurl
import ContractCore

extension TransferEnd {
    /// The exchange that the transfer makes, or the failure in our words.
    func exchange(
        for request: WireRequest, plan: RequestPlan, options: @autoclosure () -> TransportOptions
    ) throws(TransportFailure) -> Exchange {
        guard code == 0 || stop == .headIsAll else { throw failure(plan: plan, options: options()) }
        // libcurl takes the end of a connection for the end of a head.
        guard head.isComplete else {
            throw TransportFailure(
                kind: .brokenResponse,
                message: "\(plan.host) closed the connection before the end of the response head", sentHead: sentHead)
        }
        guard let status = head.status else {
            throw TransportFailure(
                kind: .brokenResponse,
                message: "\(plan.host) sent a status line without a status code of three digits", sentHead: sentHead)
        }
        if let conflict = head.framingConflict {
            throw TransportFailure(
                kind: .brokenResponse, message: "\(plan.host) does not tell where its content ends: \(conflict)",
                sentHead: sentHead)
        }
        var timings = timings
        if reusedConnection { (timings.nameLookup, timings.connect, timings.tls) = (0, 0, 0) }
        return Exchange(
            request: request, sentHead: sentHead,
            response: WireResponse(
                status: status, reason: head.reason, headers: HeaderLines(head.fields), body: body, bodySize: bodySize,
                bodyDigest: bodyDigest, share: share),
            timings: timings, httpVersion: head.version, remoteAddress: remoteAddress,
            reusedConnection: reusedConnection)
    }

    private func failure(plan: RequestPlan, options: TransportOptions) -> TransportFailure {
        let (kind, message) = cause(plan: plan, options: options)
        return TransportFailure(kind: kind, curlCode: code, message: message, sentHead: sentHead)
    }

    private func cause(plan: RequestPlan, options: TransportOptions) -> (TransportFailure.Kind, String) {
        let host = plan.host
        switch stop {
        case .headerLimit:
            return (
                .limit,
                "the response head of \(host) is longer than \(SizeText.text(options.maximumHeaderBytes)) (--max-headers)"
            )
        case .bodyLimit:
            return (
                .limit,
                "the content sent by \(host) is longer than \(SizeText.text(options.maximumCountedBytes)) (--max-transfer)"
            )
        case .interrupted:
            return (.other, "interrupted")
        case .repetition:
            return (
                .brokenResponse,
                "\(host) closed a kept connection without an answer; the request was not sent again, since it may have "
                    + "been carried out"
            )
        case .overdue:
            return (.timeout, timeoutMessage(plan: plan, options: options))
        case .headIsAll, nil:
            break
        }
        switch CURLcode(UInt32(code)) {
        case CURLE_URL_MALFORMAT:
            return (.badURL, with("the URL has no usable host or port"))
        case CURLE_COULDNT_RESOLVE_HOST:
            return (.nameLookup, with("no address was found for \(host)"))
        case CURLE_COULDNT_RESOLVE_PROXY:
            return (.nameLookup, "no address was found for the proxy")
        case CURLE_COULDNT_CONNECT, CURLE_PROXY:
            return (.connect, with("no connection to \(host) could be made"))
        case CURLE_OPERATION_TIMEDOUT:
            return (.timeout, timeoutMessage(plan: plan, options: options))
        case CURLE_OUT_OF_MEMORY where isReadingHead, Self.tooLarge where isReadingHead:
            return (.limit, "a line in the response head of \(host) is longer than libcurl reads, about 100 KiB")
        case CURLE_RECV_ERROR where errorText.hasPrefix("Too large response headers"):
            return (.limit, "the response head of \(host) is longer than libcurl reads, about 300 KiB")
        case let code where Self.tls.contains(code):
            return (.tls, with("no TLS connection to \(host) could be made"))
        case CURLE_RECV_ERROR where endedByAlert(plan), CURLE_SEND_ERROR where endedByAlert(plan):
            return (.tls, with("\(host) ended the TLS connection with an alert"))
        case CURLE_SEND_ERROR where !wasSent, CURLE_RECV_ERROR where !wasSent:
            return (
                plan.isSecure ? .tls : .brokenResponse,
                with("\(host) ended the connection before the request was sent")
            )
        case let code where Self.broken.contains(code) && wasSent:
            return (.brokenResponse, with(brokenMessage(host)))
        default:
            return (.other, with("the request to \(host) failed in libcurl: \(codeText)"))
        }
    }

    private static let tls: [CURLcode] = [
        CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_ENGINE_NOTFOUND,
        CURLE_SSL_ENGINE_SETFAILED, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER, CURLE_USE_SSL_FAILED,
        CURLE_SSL_ENGINE_INITFAILED, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_SHUTDOWN_FAILED, CURLE_SSL_CRL_BADFILE,
        CURLE_SSL_ISSUER_ERROR, CURLE_SSL_PINNEDPUBKEYNOTMATCH, CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_CLIENTCERT,
    ]

    /// Among them CURLE_BAD_FUNCTION_ARGUMENT, which libcurl answers to a trailer without a colon.
    private static let broken: [CURLcode] = [
        CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY, CURLE_HTTP2, CURLE_PARTIAL_FILE, CURLE_WRITE_ERROR,
        CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_BAD_CONTENT_ENCODING, CURLE_FILESIZE_EXCEEDED,
        CURLE_HTTP2_STREAM, CURLE_HTTP3, CURLE_BAD_FUNCTION_ARGUMENT, tooLarge,
    ]

    /// CURLE_TOO_LARGE, which older headers do not name.
    private static let tooLarge = CURLcode(100)

    /// Whether the target refused us in TLS 1.3 after the handshake was over for libcurl, for want of a certificate.
    private func endedByAlert(_ plan: RequestPlan) -> Bool {
        plan.isSecure && !head.hasStarted && errorText.contains(" alert ")
    }

    private var isReadingHead: Bool { wasSent && !head.isComplete }

    private func brokenMessage(_ host: String) -> String {
        switch CURLcode(UInt32(code)) {
        case CURLE_UNSUPPORTED_PROTOCOL where !head.hasStarted:
            "\(host) answered with something that is not HTTP"
        case CURLE_GOT_NOTHING:
            "\(host) closed the connection without an answer"
        default:
            head.isComplete
                ? "\(host) broke off or broke HTTP's rules after \(bodySize) bytes of content"
                : "\(host) broke off or broke HTTP's rules before the end of the response head"
        }
    }

    private func timeoutMessage(plan: RequestPlan, options: TransportOptions) -> String {
        let (limit, phase): (Duration, String)
        if !wasSent {
            limit = min(options.timeout, options.connectTimeout)
            if timings.nameLookup == 0 {
                phase = "resolving the name"
            } else {
                phase = didBeginTLS ? "in the TLS handshake" : "connecting"
            }
        } else {
            limit = options.timeout
            if head.isComplete {
                phase = "reading the content, \(bodySize) bytes so far"
            } else if head.hasStarted {
                phase = "reading the response head"
            } else if bytesUploaded < plan.content?.count ?? 0 {
                phase = "sending the content, \(bytesUploaded) of \(plan.content?.count ?? 0) bytes"
            } else {
                phase = "waiting for the response"
            }
        }
        return "\(plan.host) took longer than \(limit): stopped \(phase)"
    }

    /// Our words with libcurl's behind them, when it has any; an at sign in them may follow credentials of a proxy.
    private func with(_ message: String) -> String {
        errorText.isEmpty || errorText.contains("@") ? message : "\(message) (\(errorText))"
    }
}
