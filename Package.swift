// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "wolkvox-etl",
    platforms: [.macOS(.v26)],
    products: [
        .executable(name: "wolkvox-etl", targets: ["wolkvox-etl"]),
        .library(name: "WolkvoxETLStages", targets: ["ETL", "Engine"]),
        .library(
            name: "WolkvoxETL",
            targets: [
                "ByteScan", "ETL", "Wolkvox", "Settings", "Transforms", "FlatFiles", "Engine", "PipelineFile",
            ]),
        .library(name: "WolkvoxETLTesting", targets: ["WolkvoxETLTesting"]),
    ],
    traits: [
        .trait(
            name: "Libdeflate",
            description: "Compress with libdeflate (Debian: libdeflate-dev), one gzip member a block; faster than zlib."
        )
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
        .package(url: "https://github.com/swift-server/async-http-client.git", from: "1.37.0"),
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl.git", from: "2.37.0"),
        .package(url: "https://github.com/jpsim/Yams.git", from: "6.2.2"),
        .package(url: "https://github.com/apple/swift-log.git", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.2"),
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache.git", from: "2.1.1"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess.git", from: "1.0.2"),
        .package(url: "https://github.com/apple/swift-system.git", from: "1.8.1"),
        .package(url: "https://github.com/apple/swift-http-types.git", from: "1.8.0"),
    ],
    targets: [
        .systemLibrary(name: "CAllocator"),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["libz-dev"]), .brew(["zlib"])]),
        .systemLibrary(
            name: "CLibdeflate", pkgConfig: "libdeflate", providers: [.apt(["libdeflate-dev"]), .brew(["libdeflate"])]),
        .target(name: "ByteScan"),
        .target(name: "ETL", dependencies: ["ByteScan"]),
        .target(name: "Disk", dependencies: ["ETL"]),
        .target(name: "Lease", dependencies: ["ETL"]),
        .target(name: "Settings", dependencies: ["ETL"]),
        .target(
            name: "Transforms",
            dependencies: ["ETL", "ByteScan", "Settings", .product(name: "Crypto", package: "swift-crypto")]),
        .target(
            name: "FlatFiles",
            dependencies: [
                "Disk", "ETL", "ByteScan", "CZlib", .product(name: "Crypto", package: "swift-crypto"),
                .target(name: "CLibdeflate", condition: .when(traits: ["Libdeflate"])),
            ]),
        .target(
            name: "Wolkvox",
            dependencies: [
                "Disk", "ETL", "ByteScan", "CZlib", "Lease",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            resources: [.embedInCode("Catalogue/Reports")]),
        .target(
            name: "S3",
            dependencies: [
                "Disk", "ETL", "ByteScan",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ]),
        .target(
            name: "ObjectLake",
            dependencies: [
                "ByteScan", "Disk", "ETL", "FlatFiles", "Lease", "S3",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "NIOCore", package: "swift-nio"),
            ]),
        .target(
            name: "Engine", dependencies: ["ETL", "ByteScan", .product(name: "Crypto", package: "swift-crypto")]),
        .target(
            name: "PipelineFile",
            dependencies: [
                "ETL", "ByteScan", "FlatFiles", "Settings", "Transforms", .product(name: "Yams", package: "Yams"),
            ]),
        .target(
            name: "Simulator",
            dependencies: [
                "ETL", "Wolkvox",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Yams", package: "Yams"),
            ]),
        .target(
            name: "Commands",
            dependencies: [
                "Disk", "ETL", "ByteScan", "Lease", "Wolkvox", "Settings", "Transforms", "FlatFiles", "Engine",
                "ObjectLake", "PipelineFile", "S3", "Simulator",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Mustache", package: "swift-mustache"),
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ]),
        .executableTarget(name: "wolkvox-etl", dependencies: ["CAllocator", "Commands"]),

        .target(name: "WolkvoxETLTesting", dependencies: ["ETL", "ByteScan"]),

        .target(
            name: "TestSupport",
            dependencies: [
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            path: "Tests/TestSupport",
            exclude: ["Certificates"]),
        .testTarget(
            name: "ByteScanTests", dependencies: ["ByteScan", "TestSupport"], resources: [.copy("Fixtures")]),
        .testTarget(name: "ETLTests", dependencies: ["ETL", "ByteScan", "TestSupport"]),
        .testTarget(name: "DiskTests", dependencies: ["Disk", "ETL", "TestSupport"]),
        .testTarget(name: "LeaseTests", dependencies: ["Lease", "ETL", "TestSupport"]),
        .testTarget(
            name: "TransformsTests",
            dependencies: [
                "Transforms", "Settings", "ETL", "ByteScan", "TestSupport", "WolkvoxETLTesting",
                .product(name: "Crypto", package: "swift-crypto"),
            ]),
        .testTarget(
            name: "FlatFilesTests",
            dependencies: ["FlatFiles", "Disk", "ETL", "ByteScan", "TestSupport", "WolkvoxETLTesting"],
            exclude: ["Readers/Gunzip.java"]),
        .testTarget(
            name: "WolkvoxTests",
            dependencies: [
                "Wolkvox", "Disk", "ETL", "ByteScan", "Lease", "TestSupport", "WolkvoxETLTesting",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ]),
        .testTarget(
            name: "ObjectLakeTests",
            dependencies: [
                "ObjectLake", "S3", "FlatFiles", "Disk", "ETL", "ByteScan", "Lease", "TestSupport", "WolkvoxETLTesting",
                .product(name: "Crypto", package: "swift-crypto"),
            ]),
        .testTarget(
            name: "S3Tests",
            dependencies: [
                "S3", "Disk", "ETL", "TestSupport",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            exclude: ["Signing/Vectors", "Signing/sign.py"]),
        .testTarget(
            name: "EngineTests", dependencies: ["Engine", "ETL", "ByteScan", "TestSupport", "WolkvoxETLTesting"]),
        .testTarget(name: "SettingsTests", dependencies: ["Settings", "ETL"]),
        .testTarget(
            name: "PipelineFileTests",
            dependencies: ["PipelineFile", "FlatFiles", "Settings", "Transforms", "ETL", "ByteScan", "TestSupport"]),
        .testTarget(
            name: "SimulatorTests",
            dependencies: [
                "Simulator", "TestSupport",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ]),
        .testTarget(
            name: "CommandsTests",
            dependencies: [
                "ByteScan", "Commands", "Engine", "ETL", "FlatFiles", "PipelineFile", "S3", "Settings", "Simulator",
                "Transforms", "Wolkvox", "TestSupport", "WolkvoxETLTesting",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        .testTarget(
            name: "WolkvoxETLTestingTests", dependencies: ["WolkvoxETLTesting", "ETL", "ByteScan", "FlatFiles"]),
        // What the tests of this target add, another package can add: they see the public API alone.
        .testTarget(
            name: "OneRoomTests",
            dependencies: [
                "ETL", "ByteScan", "Engine", "FlatFiles", "PipelineFile", "Settings", "Transforms", "TestSupport",
                "WolkvoxETLTesting",
            ],
            path: "Tests/OneRoom", packageAccess: false),
        .testTarget(name: "ReadmeExampleTests", dependencies: ["Engine", "ETL"], path: "Tests/ReadmeExample"),
        .testTarget(
            name: "EndToEndTests",
            dependencies: [
                "Commands", "wolkvox-etl", "Engine", "ETL", "ByteScan", "FlatFiles", "Simulator", "TestSupport",
                "Transforms", "Wolkvox",
            ],
            path: "Tests/EndToEnd",
            exclude: ["Cases", "Support/Python"]),
        .testTarget(
            name: "FaultMatrixTests",
            dependencies: [
                "Commands", "wolkvox-etl", "Engine", "ETL", "ByteScan", "FlatFiles", "Simulator", "TestSupport",
            ],
            path: "Tests/FaultMatrix",
            exclude: ["FileCalls/file_calls.c"]),
    ],
    swiftLanguageModes: [.v6]
)

// A run of some suites need not build what they do not use.
if let names = Context.environment["WOLKVOX_ETL_TEST_TARGETS"]?.split(separator: " ") {
    var wanted = Set(names.map(String.init))
    var pending = Array(wanted)
    while let name = pending.popLast() {
        for dependency in package.targets.first(where: { $0.name == name })?.dependencies ?? [] {
            switch dependency {
            case .byNameItem(let name, _), .targetItem(let name, _):
                if wanted.insert(name).inserted { pending.append(name) }
            default: break
            }
        }
    }
    package.targets.removeAll { !wanted.contains($0.name) }
    package.products = []
}

// The fuzzers are built by scripts/fuzz alone, with sanitizers.
if Context.environment["WOLKVOX_ETL_FUZZERS"] != nil {
    let readers: [(name: String, room: String, modules: [Target.Dependency])] = [
        ("envelope", "Envelope", ["ByteScan"]), ("pipeline", "Pipeline", ["ETL", "PipelineFile", "Settings"]),
        ("checkpoint", "Checkpoint", ["ETL", "FlatFiles"]),
    ]
    package.targets.append(.target(name: "FuzzSupport", path: "Fuzzing/Support"))
    package.targets += readers.map {
        .executableTarget(
            name: "\($0.name)-fuzz", dependencies: $0.modules + ["FuzzSupport"], path: "Fuzzing/\($0.room)")
    }
}

for target in package.targets where ![.system, .plugin, .macro].contains(target.type) {
    target.swiftSettings =
        (target.swiftSettings ?? []) + [
            .enableUpcomingFeature("ExistentialAny"),
            .enableUpcomingFeature("MemberImportVisibility"),
            .enableUpcomingFeature("InternalImportsByDefault"),
            .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
            .strictMemorySafety(),
        ]
    // A compiler to come may warn of more, which must keep nobody from building; here it keeps a change from landing.
    if Context.environment["WOLKVOX_ETL_STRICT"] != nil {
        target.swiftSettings?.append(.treatAllWarnings(as: .error))
    }
}
