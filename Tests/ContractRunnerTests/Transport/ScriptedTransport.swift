import ContractCore
import ContractRunner
import Synchronization

/// A transport without a network: it records the requests and answers each from a closure.
final class ScriptedTransport: Transport {
    private let answer: @Sendable (Int, WireRequest) throws(TransportFailure) -> WireResponse
    private let log = Mutex<[WireRequest]>([])

    /// Answers each request from its number, counted from zero, and itself.
    init(_ answer: @escaping @Sendable (Int, WireRequest) throws(TransportFailure) -> WireResponse) {
        self.answer = answer
    }

    /// Answers the requests with some responses in turn; a request more than that is a failure of the kind `.other`.
    convenience init(_ responses: [WireResponse]) {
        self.init { (number, _) throws(TransportFailure) in
            guard number < responses.count else {
                throw TransportFailure(kind: .other, message: "the script has no response number \(number + 1)")
            }
            return responses[number]
        }
    }

    /// The requests so far, in the order in which they came.
    var requests: [WireRequest] { log.withLock { $0 } }

    func perform(_ request: WireRequest) throws(TransportFailure) -> Exchange {
        let number = log.withLock { log in
            log.append(request)
            return log.count - 1
        }
        return Exchange(request: request, response: try answer(number, request))
    }
}
