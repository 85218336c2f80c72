// swift-tools-version: 6.2
import PackageDescription

// The Swift example of the README as another package compiles it, under the settings that packages commonly have.
let package = Package(
    name: "ExternalPackage",
    platforms: [.macOS(.v26)],
    dependencies: [.package(name: "wolkvox-etl", path: "../..")],
    targets: [
        example("DefaultSettings"),
        example("NonisolatedNonsending", [.enableUpcomingFeature("NonisolatedNonsendingByDefault")]),
        example("MainActorByDefault", [.defaultIsolation(MainActor.self)]),
    ]
)

func example(_ name: String, _ settings: [SwiftSetting] = []) -> Target {
    .executableTarget(
        name: name,
        dependencies: [
            .product(name: "WolkvoxETLStages", package: "wolkvox-etl"),
            .product(name: "WolkvoxETLTesting", package: "wolkvox-etl"),
        ], swiftSettings: settings)
}
