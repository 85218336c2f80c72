// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "Benchmarks",
    platforms: [.macOS(.v26)],
    products: [
        .executable(name: "scan", targets: ["Scan"]),
        .executable(name: "type", targets: ["Type"]),
        .executable(name: "write", targets: ["Write"]),
        .executable(name: "gzip", targets: ["Gzip"]),
        .executable(name: "count", targets: ["Count"]),
    ],
    dependencies: [
        .package(name: "wolkvox-etl", path: ".."),
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.2"),
    ],
    targets: [
        .systemLibrary(name: "CZlibFloor", pkgConfig: "zlib", providers: [.apt(["libz-dev"]), .brew(["zlib"])]),
        .target(name: "CCallgrind"),
        .target(name: "Answers"),
        .target(
            name: "Harness",
            dependencies: [
                "Answers", "CZlibFloor", .product(name: "WolkvoxETL", package: "wolkvox-etl"),
                .product(name: "NIOCore", package: "swift-nio"),
            ]),
        .executableTarget(name: "Scan", dependencies: ["Harness"]),
        .executableTarget(name: "Type", dependencies: ["Harness"]),
        .executableTarget(name: "Write", dependencies: ["Harness"]),
        .executableTarget(name: "Gzip", dependencies: ["Harness"]),
        .executableTarget(name: "Count", dependencies: ["Answers", "CCallgrind", "Harness"]),
    ],
    swiftLanguageModes: [.v6]
)

for target in package.targets where target.type != .system && target.name != "CCallgrind" {
    target.swiftSettings = [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
        .strictMemorySafety(),
    ]
}
