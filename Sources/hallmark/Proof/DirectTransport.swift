import ContractCore
import ContractRunner
import RFSEmulator

/// Hands requests to an emulator of this process, without a socket between.
struct DirectTransport: Transport {
    let emulator: DirectEmulator

    /// Asks the emulator; other addresses cannot be reached.
    func perform(_ request: WireRequest) throws(TransportFailure) -> Exchange {
        let answer = emulator.answer(
            method: request.method, url: request.url, headers: request.headers.lines.map { ($0.name, $0.value) },
            body: request.body ?? [])
        guard let answer else {
            throw TransportFailure(kind: .nameLookup, message: "the address '\(request.url)' is none of the emulator's")
        }
        let headers = HeaderLines(answer.headers.map { HeaderLine(name: $0.name, value: $0.value) })
        return Exchange(
            request: request, response: WireResponse(status: answer.status, headers: headers, body: answer.body))
    }
}
