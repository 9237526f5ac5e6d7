import ContractCore
import Crypto
import Glibc

/// What one transfer sent and received, written by libcurl's callbacks on the thread that runs the transfer.
///
/// It lies at one place in memory for as long as its handle does, and the callbacks reach it there: some forty calls a
/// request, each of which would count the references to an object.
struct TransferRecord: ~Copyable {
    /// Why we stopped a transfer that libcurl would have gone on with.
    enum Stop { case headerLimit, bodyLimit, headIsAll, interrupted, repetition, overdue }

    private(set) var sentHead: [UInt8] = []
    private(set) var head = ResponseHead()
    /// The content as far as it was kept: all of it, or only the beginning once it went over the limit.
    private(set) var body: [UInt8] = []
    /// What is left of content that nobody can judge any more, for reports, in bytes.
    static let remnant = 16 << 10
    /// The digest of content that was cut, as it grows.
    private var hash: SHA256?
    private(set) var bodySize = 0
    private(set) var headerBytes = 0
    /// Whether a TLS handshake was begun.
    private(set) var didBeginTLS = false
    private(set) var stop: Stop?
    /// The sockets that libcurl has open for this handle.
    var sockets: [Int32] = []
    private var began = ContinuousClock.now
    private var endsWithHead = false
    private var mayRepeat = false
    private var wasSent = false
    private let options: TransportOptions
    private let flag: InterruptFlag
    private let room: ContentRoom
    /// How much of the room this content has, in bytes.
    private var roomTaken = 0

    /// Makes an empty record with the limits of the options, ended by the flag.
    init(options: TransportOptions, flag: InterruptFlag, room: ContentRoom) {
        self.options = options
        self.flag = flag
        self.room = room
    }

    deinit { room.give(roomTaken) }

    /// Forgets the transfer before; the next one may be told to end with the final head, whatever the head announces,
    /// and whether its request may be sent again when a kept connection ends before it is answered.
    mutating func begin(endsWithHead: Bool, mayRepeat: Bool, now: ContinuousClock.Instant) {
        began = now
        self.endsWithHead = endsWithHead
        self.mayRepeat = mayRepeat
        wasSent = false
        sentHead = []
        head = ResponseHead()
        body = []
        leaveRoom()
        bodySize = 0
        hash = nil
        headerBytes = 0
        didBeginTLS = false
        stop = nil
    }

    /// Whether the transfer must end now since the transport was cancelled.
    mutating func isInterrupted() -> Bool {
        guard flag.isRaised else { return false }
        stop = .interrupted
        return true
    }

    /// Whether the request may go out now: a request that changes something goes out once.
    mutating func maySend() -> Bool {
        guard wasSent, !mayRepeat else {
            wasSent = true
            return true
        }
        stop = .repetition
        return false
    }

    /// Takes note of the first byte of a TLS handshake, or of any later one.
    mutating func beganTLS() {
        didBeginTLS = true
    }

    /// Ends the connection when a target still sends records of TLS after its time.
    ///
    /// The TLS library reads on as long as there is one to read, content or not, and libcurl looks at no clock meanwhile.
    mutating func heardTLS() {
        let limit = sentHead.isEmpty ? min(options.timeout, options.connectTimeout) : options.timeout
        let isOverdue = ContinuousClock.now - began > limit + Self.grace
        guard isOverdue || flag.isRaised else { return }
        stop = flag.isRaised ? .interrupted : .overdue
        for socket in sockets { shutdown(socket, Int32(SHUT_RDWR)) }
    }

    /// What libcurl may take beyond a limit of time until it looks at its clock.
    private static let grace = Duration.milliseconds(500)

    /// Takes a part of a request head.
    ///
    /// A long head comes in several parts. A part behind a complete head begins another one, of a repetition or of the
    /// request that follows the one to a proxy, and the last head is the one that counts.
    mutating func sent(headPart: some Collection<UInt8>) {
        if sentHead.suffix(4).elementsEqual([13, 10, 13, 10]) { sentHead = [] }
        sentHead.append(contentsOf: headPart)
    }

    /// Takes a line of a response head or a trailer; false stops the transfer.
    mutating func received(headerLine line: UnsafeRawBufferPointer) -> Bool {
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
    ///
    /// Content beyond the limit, or for which there is no room, is no longer of use as a whole: its beginning stays, the
    /// rest is counted and digested.
    mutating func received(body bytes: UnsafeRawBufferPointer) -> Bool {
        bodySize += bytes.count
        if hash != nil {
            hash?.update(bufferPointer: bytes)
        } else if bodySize <= options.maximumBodyBytes, makeRoom() {
            body.append(contentsOf: bytes)
        } else {
            var hash = SHA256()
            body.withUnsafeBytes { hash.update(bufferPointer: $0) }
            hash.update(bufferPointer: bytes)
            self.hash = hash
            let keep = min(Self.remnant, options.maximumBodyBytes)
            body = Array((body.prefix(keep) + bytes.prefix(max(0, keep - body.count))))
            leaveRoom()
        }
        guard bodySize > options.maximumCountedBytes else { return true }
        stop = .bodyLimit
        return false
    }

    /// Makes the body large enough for what has come; false when the run has no room for it.
    private mutating func makeRoom() -> Bool {
        guard body.capacity < bodySize else { return true }
        let announced = body.isEmpty ? head.contentLength ?? 0 : 0
        // Doubling would for a moment take three times the largest content.
        let roomier = bodySize + max(16 << 10, bodySize / 2)
        let wanted = max(bodySize, min(options.maximumBodyBytes, max(announced, roomier)))
        if wanted > ContentRoom.short {
            guard room.take(wanted - roomTaken) else { return false }
            roomTaken = wanted
        }
        body.reserveCapacity(wanted)
        return true
    }

    private mutating func leaveRoom() {
        room.give(roomTaken)
        roomTaken = 0
    }

    /// Hands the room of the content on to whoever holds the content from now on.
    mutating func takeShare() -> ContentShare? {
        defer { roomTaken = 0 }
        return room.share(roomTaken)
    }

    /// SHA-256 in hexadecimal of content that was cut; nil for content that was kept.
    mutating func takeDigest() -> String? {
        hash?.finalize().hexadecimal
    }
}
