import ContractCore
import ContractRunner
import Synchronization

/// Puts something wrong into the answers of one operation, in front of any target; made anew for each case.
struct MutatingTransport: Transport {
    private let inner: any Transport
    private let operation: String
    private let mutation: WireMutation
    private let route: Route
    private let first = FirstAnswers()

    init(_ inner: any Transport, _ operation: String, _ mutation: WireMutation, _ route: Route) {
        self.inner = inner
        self.operation = operation
        self.mutation = mutation
        self.route = route
    }

    func perform(_ request: WireRequest) throws(TransportFailure) -> Exchange {
        var exchange = try inner.perform(request)
        guard route.operation(of: request) == operation else { return exchange }
        exchange.response = mutation.applied(to: exchange.response, first: first.answer(to: request, exchange.response))
        return exchange
    }
}

/// Notes what the operations of a suite answer.
struct ListeningTransport: Transport {
    let inner: any Transport
    let route: Route
    private let first = FirstAnswers()
    private let heard = Log()

    /// An answer with the first one that the same request got.
    struct Heard: Sendable {
        let operation: String
        let response: WireResponse
        let first: WireResponse
    }

    init(_ inner: any Transport, _ route: Route) {
        self.inner = inner
        self.route = route
    }

    /// What was answered, in order.
    var answers: [Heard] { heard.all }

    func perform(_ request: WireRequest) throws(TransportFailure) -> Exchange {
        let exchange = try inner.perform(request)
        if let operation = route.operation(of: request) {
            let earlier = first.answer(to: request, exchange.response)
            heard.add(Heard(operation: operation, response: exchange.response, first: earlier))
        }
        return exchange
    }

    private final class Log: Sendable {
        private let list = Mutex<[Heard]>([])
        var all: [Heard] { list.withLock { $0 } }
        func add(_ one: Heard) { list.withLock { $0.append(one) } }
    }
}

/// Where the operations of a suite are reached.
struct Route: Sendable {
    let table: OperationTable
    let endpoint: String

    func operation(of request: WireRequest) -> String? {
        table.operation(method: request.method, url: request.url, endpoint: endpoint)
    }
}

/// The first answer that each request got.
private final class FirstAnswers: Sendable {
    private let answers = Mutex<[String: WireResponse]>([:])

    func answer(to request: WireRequest, _ now: WireResponse) -> WireResponse {
        answers.withLock { answers in
            let key = "\(request.method) \(request.url)"
            if let known = answers[key] { return known }
            answers[key] = now
            return now
        }
    }
}
