import ContractCore

/// What one transfer sent and received, written by libcurl's callbacks on the thread that runs the transfer.
final class TransferRecord {
    /// Why we stopped a transfer that libcurl would have gone on with.
    enum Stop { case headerLimit, bodyLimit, headIsAll, interrupted }

    private(set) var sentHead: [UInt8] = []
    private(set) var head = ResponseHead()
    private(set) var body: [UInt8] = []
    private(set) var bodySize = 0
    private(set) var headerBytes = 0
    /// Whether a TLS handshake was begun.
    private(set) var didBeginTLS = false
    private(set) var stop: Stop?
    private var endsWithHead = false
    private let options: TransportOptions
    private let flag: InterruptFlag

    /// Makes an empty record with the limits of the options, ended by the flag.
    init(options: TransportOptions, flag: InterruptFlag) {
        self.options = options
        self.flag = flag
    }

    /// Forgets the transfer before; the next one may be told to end with the final head, whatever the head announces.
    func begin(endsWithHead: Bool) {
        self.endsWithHead = endsWithHead
        sentHead = []
        head = ResponseHead()
        body = []
        bodySize = 0
        headerBytes = 0
        didBeginTLS = false
        stop = nil
    }

    /// Whether the transfer must end now since the transport was cancelled.
    func isInterrupted() -> Bool {
        guard flag.isRaised else { return false }
        stop = .interrupted
        return true
    }

    /// Takes note of the first byte of a TLS handshake, or of any later one.
    func beganTLS() {
        didBeginTLS = true
    }

    /// Takes a part of the request; the head may come in several parts, of which only the first is called a head.
    func sent(_ bytes: some Collection<UInt8>, startsHead: Bool) {
        if startsHead {
            sentHead = Array(bytes)
        } else if !sentHeadIsComplete {
            sentHead.append(contentsOf: bytes)
        } else {
            return
        }
        if let end = endOfHead() { sentHead.removeSubrange(end...) }
    }

    /// Takes a line of a response head or a trailer; false stops the transfer.
    func received(headerLine line: some Collection<UInt8>) -> Bool {
        headerBytes += line.count
        guard headerBytes <= options.maximumHeaderBytes else {
            stop = .headerLimit
            return false
        }
        head.take(line)
        guard head.isComplete, endsWithHead || head.status == 101 else { return true }
        stop = .headIsAll
        return false
    }

    /// Takes a part of the content and keeps what the limit allows; false stops the transfer.
    func received(body bytes: some Collection<UInt8>) -> Bool {
        bodySize += bytes.count
        let room = options.maximumBodyBytes - body.count
        if room >= bytes.count {
            body.append(contentsOf: bytes)
        } else if room > 0 {
            body.append(contentsOf: bytes.prefix(room))
        }
        guard bodySize > options.maximumCountedBytes else { return true }
        stop = .bodyLimit
        return false
    }

    private var sentHeadIsComplete: Bool { sentHead.suffix(4).elementsEqual([13, 10, 13, 10]) }

    private func endOfHead() -> Int? {
        guard sentHead.count >= 4, !sentHeadIsComplete else { return nil }
        return (4..<sentHead.count).first { sentHead[($0 - 4)..<$0].elementsEqual([13, 10, 13, 10]) }
    }
}
