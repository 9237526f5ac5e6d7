public import ContractCore

/// Sends one request and waits for its answer, on the thread that asks.
///
/// Cases run on threads of their own, so a transport blocks: no continuation, no hop between threads for each request.
/// A transport is shared by all of them.
public protocol Transport: Sendable {
    /// Sends a request once; redirects are not followed.
    func perform(_ request: WireRequest) throws(TransportFailure) -> Exchange
}
