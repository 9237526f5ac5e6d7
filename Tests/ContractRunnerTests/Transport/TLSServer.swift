import Foundation
import Glibc

/// The program `openssl s_server` with a self-signed certificate for localhost and 127.0.0.1; it answers GET with 200.
final class TLSServer {
    let port: Int
    /// A PEM file of the certificate.
    let certificate: String
    /// A PEM file of its key.
    let key: String
    private let process = Process()
    private let folder: URL

    /// Starts the program on a free port and waits until it listens.
    init(arguments: (TLSServer.Files) -> [String] = { _ in [] }) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "tls-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let files = Files(certificate: folder.appending(path: "certificate.pem").path, key: folder.appending(path: "key.pem").path)
        (certificate, key) = (files.certificate, files.key)
        try Data(Self.certificateText.utf8).write(to: URL(filePath: certificate))
        try Data(Self.keyText.utf8).write(to: URL(filePath: key))
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments =
            ["openssl", "s_server", "-accept", "127.0.0.1:0", "-cert", certificate, "-key", key, "-www"] + arguments(files)
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        var text = ""
        var port: Int?
        while port == nil, case let data = output.fileHandleForReading.availableData, !data.isEmpty {
            text += String(decoding: data, as: UTF8.self)
            port = text.firstMatch(of: /ACCEPT 127\.0\.0\.1:(\d+)\n/).flatMap { Int($0.output.1) }
        }
        guard let port else { throw CocoaError(.executableLoad) }
        self.port = port
    }

    struct Files {
        let certificate: String
        let key: String
    }

    var origin: String { "https://127.0.0.1:\(port)" }

    func stop() {
        // Not the signal to terminate: a thread of the test pool has it blocked, and the program inherited that.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        try? FileManager.default.removeItem(at: folder)
    }

    /// Made for these tests alone, good from 2020 to 2120.
    static let certificateText = """
        -----BEGIN CERTIFICATE-----
        MIIBZzCCAQ2gAwIBAgIBATAKBggqhkjOPQQDAjAUMRIwEAYDVQQDDAlsb2NhbGhv
        c3QwIBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAwMDBaMBQxEjAQBgNVBAMM
        CWxvY2FsaG9zdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABAGSh03yytYRkEqr
        vx50InvFnz8BAKca+3wZzVsUWhKJidIiHyirhTUw97lqDfZq5BkWjro8H8P2vcvW
        Vtd40j6jTjBMMA8GA1UdEwEB/wQFMAMBAf8wGgYDVR0RBBMwEYIJbG9jYWxob3N0
        hwR/AAABMB0GA1UdDgQWBBT5HTRmdChPi72q/XOO7lPVxeD/BDAKBggqhkjOPQQD
        AgNIADBFAiEAsfOsp7202HDcABbk0xbc+5d2bq8bJRePVtT+kfvYXEsCIFAWZfBh
        +5sUDg+9MUZpPY/5CBil5kFK1sAKnQJpldqJ
        -----END CERTIFICATE-----

        """

    static let keyText = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgSyP0suRBUlH+dN3f
        +G+sTsWMwYUuBZkE8x+R/kCz6WGhRANCAAQBkodN8srWEZBKq78edCJ7xZ8/AQCn
        Gvt8Gc1bFFoSiYnSIh8oq4U1MPe5ag32auQZFo66PB/D9r3L1lbXeNI+
        -----END PRIVATE KEY-----

        """
}
