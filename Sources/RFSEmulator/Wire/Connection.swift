import HTTPTypes
import NIOCore
import NIOHTTP1

/// One connection of a listener: takes requests one after the other, and writes each answer in one piece.
///
/// All of it happens on the event loop of the connection. What arrives while an answer is held back, or while the
/// client does not read, waits in a queue; until the queue is empty nothing more is read from the socket.
final class Connection: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundIn = Never
    typealias OutboundOut = ByteBuffer

    /// How long a connection may send and receive nothing before it is closed.
    private static let idleTimeout = TimeAmount.seconds(60)
    /// How long what a client still sends is dropped before the connection is closed behind the last answer.
    private static let linger = TimeAmount.seconds(5)
    /// How long a client may take to send a body; one that drips would keep its connection for ever.
    private static let longestBody = TimeAmount.seconds(120)

    private enum Event {
        case part(HTTPServerRequestPart)
        case malformed
    }

    private let service: Listener.Service
    private let date: DateHeader
    private let budget: BodyBudget
    private var waiting = CircularBuffer<Event>()
    private var request: IncomingRequest?
    /// Whether an answer is ready and not written yet.
    private var isHeldBack = false
    private var isProceeding = false
    /// Whether the next answer is to be the last.
    private var isStopping = false
    /// Whether the last answer is written.
    private var isDone = false
    /// Whether the last answer is sent, so that the connection is only open for what the client still sends.
    private var isLingering = false
    private var isInputClosed = false
    private var isReadPending = false
    private var lastActive = NIODeadline.now()
    private var unsent = 0
    /// What ends the connection, and what writes an answer that is held back.
    private var ending: Scheduled<Void>?
    private var holding: Scheduled<Void>?

    init(service: Listener.Service, date: DateHeader, budget: BodyBudget) {
        self.service = service
        self.date = date
        self.budget = budget
    }

    // MARK: What arrives

    func channelActive(context: ChannelHandlerContext) {
        ending = schedule(in: Self.idleTimeout, context) { connection, context in connection.closeIfIdle(context) }
        context.fireChannelActive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        ending?.cancel()
        holding?.cancel()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        receive(.part(unwrapInboundIn(data)), context)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if error is HTTPParserError {
            receive(.malformed, context)
        } else {
            context.close(promise: nil)
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        lastActive = .now()
        context.flush()
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        proceed(context)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case ChannelEvent.inputClosed:
            isInputClosed = true
            closeIfServed(context)
        case is ChannelShouldQuiesceEvent:
            isStopping = true
            if isLingering {
                context.close(promise: nil)
            } else if request == nil, waiting.isEmpty, !isHeldBack {
                finish(context)
            }
        default: context.fireUserInboundEventTriggered(event)
        }
    }

    /// Reads on once everything that was read is answered.
    func read(context: ChannelHandlerContext) {
        if waiting.isEmpty, isDone || !isStalled(context) {
            context.read()
        } else {
            isReadPending = true
        }
    }

    private func isStalled(_ context: ChannelHandlerContext) -> Bool {
        isHeldBack || !context.channel.isWritable
    }

    private func receive(_ event: Event, _ context: ChannelHandlerContext) {
        if isDone { return }
        if !waiting.isEmpty || isStalled(context) {
            waiting.append(event)
        } else {
            take(event, context)
        }
    }

    /// Goes on with what waits, as far as that is possible.
    private func proceed(_ context: ChannelHandlerContext) {
        guard !isProceeding else { return }
        isProceeding = true
        while !isDone, !isStalled(context), let event = waiting.popFirst() {
            take(event, context)
            if waiting.isEmpty || isStalled(context) { context.flush() }
        }
        isProceeding = false
        guard waiting.isEmpty, isDone || !isStalled(context) else { return }
        closeIfServed(context)
        if isReadPending {
            isReadPending = false
            context.read()
        }
    }

    // MARK: Requests and answers

    private func take(_ event: Event, _ context: ChannelHandlerContext) {
        switch event {
        case .malformed:
            let request = IncomingRequest.malformed
            write(HTTPAnswer(status: 400), to: request, closes: true, context)
        case .part(.head(let head)):
            let share = BodyBudget.Share(of: budget)
            let request = IncomingRequest(head, maximumBody: service.maximumBody, share: share)
            self.request = request
            guard request.waitsForContinue else { return }
            if let refusal = request.refusal {
                write(answer(to: refusal), to: request, closes: true, context)
            } else {
                let line = context.channel.allocator.buffer(staticString: "HTTP/1.1 100 Continue\r\n\r\n")
                context.writeAndFlush(wrapOutboundOut(line), promise: nil)
            }
        case .part(.body(let buffer)):
            request?.append(buffer)
            guard let request else { return }
            if NIODeadline.now() - request.began > Self.longestBody {
                context.close(promise: nil)
            } else if let refusal = request.refusal, request.isBeyondReading {
                write(answer(to: refusal), to: request, closes: true, context)
            }
        case .part(.end):
            guard let request else { return }
            if let refusal = request.refusal {
                write(answer(to: refusal), to: request, closes: true, context)
            } else {
                answer(request, context)
            }
        }
    }

    private func answer(to refusal: IncomingRequest.Refusal) -> HTTPAnswer {
        switch refusal {
        case .tooLarge: service.tooLarge()
        case .noRoom: HTTPAnswer(status: 503, headers: [.retryAfter: "1"])
        }
    }

    private func answer(_ request: IncomingRequest, _ context: ChannelHandlerContext) {
        let answer = service.answer(request.call)
        guard service.latency > .zero else { return write(answer, to: request, closes: false, context) }
        isHeldBack = true
        holding = schedule(in: TimeAmount(service.latency), context) { connection, context in
            connection.isHeldBack = false
            connection.write(answer, to: request, closes: false, context)
            context.flush()
            connection.proceed(context)
        }
    }

    private func write(
        _ answer: HTTPAnswer, to request: IncomingRequest, closes: Bool, _ context: ChannelHandlerContext
    ) {
        self.request = nil
        var response = OutgoingResponse(answer, to: request, framing: service.framing)
        if closes || isStopping { response.isLast = true }
        let bytes = response.bytes(date: date.text, allocator: context.channel.allocator)
        context.write(wrapOutboundOut(bytes), promise: nil)
        if response.isLast { finish(context) }
    }

    // MARK: The end

    /// Closes a connection that a client has closed on its side, once it has its answers.
    private func closeIfServed(_ context: ChannelHandlerContext) {
        guard isInputClosed, waiting.isEmpty, !isHeldBack else { return }
        if isLingering { context.close(promise: nil) } else { finish(context) }
    }

    /// Ends the own side once all is sent, and drops what still comes, so that the client sees the last answer.
    private func finish(_ context: ChannelHandlerContext) {
        guard !isDone else { return }
        isDone = true
        waiting.removeAll()
        let sent = context.eventLoop.makePromise(of: Void.self)
        context.writeAndFlush(wrapOutboundOut(ByteBuffer()), promise: sent)
        let values = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        sent.futureResult.whenComplete { _ in
            let (connection, context) = values.value
            guard !connection.isInputClosed, !connection.isStopping else { return context.close(promise: nil) }
            connection.isLingering = true
            context.close(mode: .output, promise: nil)
            connection.ending?.cancel()
            connection.ending = connection.schedule(in: Self.linger, context) { $1.close(promise: nil) }
        }
    }

    private func closeIfIdle(_ context: ChannelHandlerContext) {
        let left = (try? context.channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
        if isHeldBack || left != unsent { lastActive = .now() }
        unsent = left
        let deadline = lastActive + Self.idleTimeout
        let now = NIODeadline.now()
        guard deadline > now else { return context.close(promise: nil) }
        ending = schedule(in: deadline - now, context) { connection, context in connection.closeIfIdle(context) }
    }

    /// Does something later, unless the connection has ended by then.
    private func schedule(
        in delay: TimeAmount, _ context: ChannelHandlerContext,
        _ act: @escaping (Connection, ChannelHandlerContext) -> Void
    ) -> Scheduled<Void> {
        context.eventLoop.assumeIsolated().scheduleTask(in: delay) { [weak self] in
            guard let self, context.channel.isActive else { return }
            act(self, context)
        }
    }
}

@available(*, unavailable)
extension Connection: Sendable {}
