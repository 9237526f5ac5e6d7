// swift-tools-version: 6.2
import PackageDescription

/// Settings of every target with code of ours: warnings are errors, existentials and imports are explicit.
let strict: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
]
/// Sources of libraries also keep their imports to themselves; tests need theirs public to conform types to protocols.
let strictSources = strict + [.enableUpcomingFeature("InternalImportsByDefault")]

let package = Package(
    name: "hallmark",
    products: [
        .executable(name: "hallmark", targets: ["hallmark"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0", traits: []),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
    ],
    targets: [
        .systemLibrary(name: "CLibcurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .target(name: "ContractCore", dependencies: ["Yams"], swiftSettings: strictSources),
        .target(
            name: "ContractRunner",
            dependencies: ["CLibcurl", "ContractCore", .product(name: "Crypto", package: "swift-crypto")],
            swiftSettings: strictSources
        ),
        .target(name: "ContractReports", dependencies: ["ContractCore"], swiftSettings: strictSources),
        .target(
            name: "ContractHistory", dependencies: ["ContractCore", .product(name: "GRDB", package: "GRDB.swift")],
            swiftSettings: strictSources
        ),
        .target(
            name: "RFSEmulator",
            dependencies: [
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            swiftSettings: strictSources
        ),
        .executableTarget(
            name: "hallmark",
            dependencies: [
                "ContractCore", "ContractHistory", "ContractReports", "ContractRunner", "RFSEmulator",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: strictSources
        ),
        // Not a product: `swift run fuzz --seconds N`.
        .executableTarget(
            name: "fuzz", dependencies: ["ContractCore", "RFSEmulator"], path: "Tests/Fuzz", swiftSettings: strict),
        .target(name: "TestSupport", dependencies: ["ContractCore"], path: "Tests/TestSupport", swiftSettings: strict),
        .testTarget(
            name: "ContractCoreTests", dependencies: ["ContractCore", "TestSupport"],
            exclude: ["Lint/Broken", "Lint/Golden"],
            swiftSettings: strict),
        .testTarget(
            name: "ContractRunnerTests",
            dependencies: [
                "ContractCore", "ContractReports", "ContractRunner", "RFSEmulator", "TestSupport",
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "ContractReportsTests",
            dependencies: [
                "ContractCore", "ContractReports", "TestSupport", .product(name: "Crypto", package: "swift-crypto"),
            ],
            exclude: ["Golden"], swiftSettings: strict),
        .testTarget(
            name: "ContractHistoryTests", dependencies: ["ContractCore", "ContractHistory", "TestSupport"],
            swiftSettings: strict),
        .testTarget(name: "RFSEmulatorTests", dependencies: ["RFSEmulator"], swiftSettings: strict),
        .testTarget(
            name: "HallmarkTests",
            dependencies: [
                "ContractCore", "ContractReports", "RFSEmulator", "hallmark", "TestSupport",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            exclude: ["Golden"], swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)
