import HTTPTypes
import HummingbirdCore
import NIOCore

/// Reads one request of a connection and writes its answer.
struct RequestHandler: Sendable {
    /// A connection that cannot be used further.
    private struct ConnectionEnds: Error {}

    /// How much of a body that is too large is read and dropped, so that the sender sees the answer.
    private static let maximumDrain = 256 << 20

    /// How long a client may take to send a body; one that drips would keep its connection for ever.
    private static let longestBody = Duration.seconds(120)

    let service: Listener.Service
    private let date = DateHeader()
    private let budget: BodyBudget

    init(service: Listener.Service) {
        self.service = service
        budget = BodyBudget(limit: service.maximumBodies)
    }

    func respond(to request: Request, _ writer: consuming ResponseWriter) async throws {
        let stated = request.headers[.contentLength].flatMap { Int($0) } ?? 0
        if request.headers[.expect]?.lowercased() == "100-continue" {
            guard stated <= service.maximumBody else {
                try await write(service.tooLarge(), to: request, writer, closes: true)
                throw ConnectionEnds()
            }
            try await writer.writeInformationalHead(HTTPResponse(status: .continue))
        }
        var body: [UInt8] = []
        body.reserveCapacity(min(max(stated, 0), service.maximumBody))
        var held = 0
        defer { budget.giveBack(held) }
        var dropped = 0
        var refusal: HTTPAnswer?
        let began = ContinuousClock.now
        for try await buffer in request.body {
            guard began.duration(to: .now) < Self.longestBody else { throw ConnectionEnds() }
            if refusal == nil {
                if body.count + buffer.readableBytes > service.maximumBody {
                    refusal = service.tooLarge()
                } else if !budget.take(buffer.readableBytes) {
                    refusal = HTTPAnswer(status: 503, headers: [.retryAfter: "1"])
                } else {
                    held += buffer.readableBytes
                    body.append(contentsOf: buffer.readableBytesView)
                    continue
                }
                dropped = body.count
                body = []
                budget.giveBack(held)
                held = 0
            }
            dropped += buffer.readableBytes
            guard dropped < Self.maximumDrain else { break }
        }
        if let refusal {
            try await write(refusal, to: request, writer, closes: true)
            throw ConnectionEnds()
        }
        let call = HTTPCall(
            method: request.method.rawValue, target: request.head.path ?? "", host: request.head.authority ?? "",
            headers: request.headers, body: body)
        let answer = service.answer(call)
        if service.latency > .zero { try? await Task.sleep(for: service.latency) }
        try await write(answer, to: request, writer, closes: false)
    }

    private func write(
        _ answer: HTTPAnswer, to request: Request, _ writer: consuming ResponseWriter, closes: Bool
    ) async throws {
        var head = HTTPResponse(status: .init(code: answer.status), headerFields: answer.headers)
        head.headerFields[.date] = date.text
        let isChunked = service.framing == .chunked && answer.status != 204 && request.method != .head
        if answer.status != 204, !isChunked { head.headerFields[.contentLength] = String(answer.body.count) }
        if isChunked { head.headerFields[.transferEncoding] = "chunked" }
        if closes || service.framing == .closing || request.headers[.connection]?.lowercased() == "close" {
            head.headerFields[.connection] = "close"
        }
        guard !answer.body.isEmpty, answer.status != 204, request.method != .head else {
            return try await writer.writeResponse(head)
        }
        try await writer.write(response: head, body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body)))
    }
}
