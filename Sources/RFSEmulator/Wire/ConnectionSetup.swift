import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1

/// Makes a connection of every channel that a listener accepts.
struct ConnectionSetup: ServerChildChannel {
    /// The channel of a connection.
    struct Value: ServerChildChannelValue {
        let channel: any Channel
    }

    private let service: Listener.Service
    private let date = DateHeader()
    private let budget: BodyBudget
    private let limits: NIOHTTPDecoderLimitConfiguration

    init(service: Listener.Service) {
        self.service = service
        budget = BodyBudget(limit: service.maximumBodies)
        var limits = NIOHTTPDecoderLimitConfiguration()
        limits.maxHeaderFieldSize = 80 << 10
        limits.maxHeaderListSize = 80 << 10
        limits.maxHeaderFieldCount = 1000
        self.limits = limits
    }

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            let pipeline = channel.pipeline.syncOperations
            let decoder = HTTPRequestDecoder(leftOverBytesStrategy: .dropBytes, limitConfiguration: limits)
            try pipeline.addHandler(ByteToMessageHandler(decoder))
            try pipeline.addHandler(Connection(service: service, date: date, budget: budget))
            return Value(channel: channel)
        }
    }

    /// Waits for the end of a connection; being cancelled ends it.
    func handle(value: Value, logger: Logger) async {
        await withTaskCancellationHandler {
            try? await value.channel.closeFuture.get()
        } onCancel: {
            value.channel.close(promise: nil)
        }
    }
}
