import ContractCore
import ContractRunner
import RFSEmulator

/// Hands requests to an emulator of this process, without a socket between.
struct DirectTransport: Transport {
    let emulator: DirectEmulator
    /// Takes requests to other addresses; without it they cannot be reached.
    var other: CurlTransport?

    /// Asks the emulator.
    func perform(_ request: WireRequest) throws(TransportFailure) -> Exchange {
        let start = ContinuousClock.now
        let answer = emulator.answer(
            method: request.method, url: request.url, headers: request.headers.lines.map { ($0.name, $0.value) },
            body: request.body ?? [])
        guard let answer else {
            if let other { return try other.perform(request) }
            throw TransportFailure(kind: .nameLookup, message: "the address '\(request.url)' is none of the emulator's")
        }
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        let headers = HeaderLines(answer.headers.map { HeaderLine(name: $0.name, value: $0.value) })
        return Exchange(
            request: request, response: WireResponse(status: answer.status, headers: headers, body: answer.body),
            timings: TransferTimings(firstByte: seconds, total: seconds))
    }
}
