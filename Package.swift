// swift-tools-version: 6.2
import PackageDescription

// One target is one room of the design: docs/architecture.md draws the floors, .ci/check-imports holds them.

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]
/// For the rooms that hold pointers: every unsafe expression is marked where it stands.
let strictWithPointers = strict + [.strictMemorySafety()]

/// What stays fast in debug builds, so that tests on real rasters and whole runs end in time.
let fast: [SwiftSetting] = [.unsafeFlags(["-O"], .when(configuration: .debug))]

func room(
    _ name: String, _ dependencies: [Target.Dependency] = [], pointers: Bool = false, isFast: Bool = false
) -> Target {
    .target(
        name: name, dependencies: dependencies,
        swiftSettings: (pointers ? strictWithPointers : strict) + (isFast ? fast : []))
}

func program(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(of name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = []) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: [.byName(name: name)] + dependencies, resources: resources,
        swiftSettings: strict)
}

/// A kernel tier: one source, compiled for one instruction set. The other tiers hold a symlink to the base's files.
func tier(_ name: String, _ define: String, _ march: [String]) -> Target {
    .target(
        name: name, dependencies: ["KernelTypes", "CVector"],
        swiftSettings: strictWithPointers + fast + [
            .define(define),
            .unsafeFlags(march, .when(platforms: [.linux])),
        ])
}

#if arch(x86_64)
let tiers: [Target] = [
    tier("KernelsBase", "TIER_BASE", []),
    tier("KernelsV3", "TIER_V3", ["-Xcc", "-march=x86-64-v3"]),
    tier("KernelsV4", "TIER_V4", ["-Xcc", "-march=x86-64-v4"]),
]
#else
let tiers: [Target] = [tier("KernelsBase", "TIER_BASE", [])]
#endif

let package = Package(
    name: "gossan",
    products: [
        .executable(name: "gossand", targets: ["gossand"]),
        .executable(name: "gossan-worker", targets: ["gossan-worker"]),
        .executable(name: "gossan", targets: ["gossan"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    ],
    targets: [
        // Floor 0: C, no logic
        .systemLibrary(name: "CGDAL", pkgConfig: "gdal", providers: [.apt(["libgdal-dev"])]),
        .systemLibrary(name: "CPROJ", pkgConfig: "proj", providers: [.apt(["libproj-dev"])]),
        .systemLibrary(name: "CFFTW", pkgConfig: "fftw3f", providers: [.apt(["libfftw3-dev"])]),
        .systemLibrary(name: "CLAPACKE", pkgConfig: "openblas", providers: [.apt(["liblapacke-dev"])]),
        .systemLibrary(name: "CXGBoost", providers: [.apt(["libxgboost-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CXLSX", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
        .systemLibrary(name: "CHaru", providers: [.apt(["libhpdf-dev"])]),
        .target(name: "CProcessor"),
        .target(name: "CVector"),
        .target(name: "CSandbox"),
        .target(name: "CHeap"),

        // Floor 1: words, the registry's vocabulary, the SIMD core
        room("Survey"),
        room("Operations", ["Survey", "KernelTypes"]),
        room("KernelTypes", pointers: true),
        room(
            "Kernels", ["KernelTypes", "CProcessor"] + tiers.map { .byName(name: $0.name) }, pointers: true),

        // Floor 2: one outside library each
        room(
            "Store",
            [
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "SystemPackage", package: "swift-system"),
            ]),
        room("Raster", ["CGDAL", "Survey", "KernelTypes"], pointers: true),
        room("Projection", ["CPROJ", "Survey"], pointers: true),
        room("Archive", ["CZlib"], pointers: true),
        room("Instruments", ["CZlib", "Survey"], pointers: true),
        room("Fourier", ["CFFTW", "Survey", "KernelTypes"], pointers: true),
        room("Linear", ["CLAPACKE", "Survey", "KernelTypes"], pointers: true),
        room("Boosting", ["CXGBoost", "Survey", "KernelTypes"], pointers: true),
        room("Spreadsheet", ["CXLSX", "Survey"], pointers: true),
        room("Paper", ["CHaru"], pointers: true),

        // Floor 3: the science, pure
        room("Geophysics", ["Survey", "Operations", "Kernels", "KernelTypes", "Linear"]),
        room("Gridding", ["Survey", "Operations", "Kernels", "KernelTypes", "Linear"]),
        room("PotentialField", ["Survey", "Operations", "Kernels", "KernelTypes", "Fourier", "Linear"]),
        room("Geochemistry", ["Survey", "Operations", "Kernels", "KernelTypes", "Linear"]),
        room("Statistics", ["Survey", "Operations", "Kernels", "KernelTypes", "Linear"]),
        room("Evidence", ["Survey", "Operations", "Kernels", "KernelTypes", "Linear"]),
        room("Prospectivity", ["Survey", "Operations", "Kernels", "KernelTypes", "Linear", "Boosting"]),
        room("Targets", ["Survey", "Operations", "Kernels", "KernelTypes"]),
        room("Portrayal", ["Survey", "Operations", "KernelTypes", "Paper"], isFast: true),
        room("Sample", ["Survey", "Operations", "Kernels", "KernelTypes"]),

        // Floor 4: the plan and the work
        room("Campaign", ["Survey", "Operations", .product(name: "Yams", package: "Yams")]),
        room("Plan", ["Campaign", "Survey", "Operations", "Store"]),
        room(
            "Jobs",
            [
                "Plan", "Survey", "Operations", "Store",
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ]),
        room(
            "Work",
            [
                "Jobs", "Survey", "Operations", "Kernels", "KernelTypes", "CSandbox",
                "Store", "Archive", "Raster", "Projection", "Instruments", "Spreadsheet", "Paper",
                "Geophysics", "Gridding", "PotentialField", "Evidence", "Geochemistry", "Statistics",
                "Prospectivity", "Targets", "Portrayal", "Sample",
            ]),

        // Floor 5: what the daemon remembers and watches
        room("Journal", ["Survey", .product(name: "GRDB", package: "GRDB.swift")]),
        room("Spool", ["Survey", "Store", .product(name: "SystemPackage", package: "swift-system")]),

        // Floor 6: wiring
        room(
            "Web",
            [
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),
        room(
            "Daemon",
            [
                "Campaign", "Plan", "Jobs", "Journal", "Spool", "Store", "Survey", "Operations", "Web", "CHeap",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
                .product(name: "SystemPackage", package: "swift-system"),
            ]),

        // Floor 7: argument parsing
        program("gossand", ["Daemon", .product(name: "ArgumentParser", package: "swift-argument-parser")]),
        program(
            "gossan-worker",
            [
                "Work", "Jobs", "Operations", "Survey", "KernelTypes",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        program(
            "gossan",
            [
                "Daemon", "Jobs", "Journal", "Operations", "Store", "Survey",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "SystemPackage", package: "swift-system"),
            ]),

        // What tests of procedures work at
        .target(
            name: "TestBench", dependencies: ["Survey", "Operations", "KernelTypes"], path: "Tests/TestBench",
            swiftSettings: strict),

        tests(of: "Survey"),
        tests(of: "Operations", ["Survey"]),
        tests(of: "Kernels", ["KernelTypes"]),
        tests(
            of: "Store", [.product(name: "SystemPackage", package: "swift-system")]),
        tests(of: "Raster", ["TestBench", "Survey", "KernelTypes", "Projection"]),
        tests(of: "Projection", ["Survey"]),
        tests(of: "Sample", ["Survey", "Operations", "Kernels", "KernelTypes"]),
        tests(of: "Evidence", ["TestBench", "Survey", "Operations", "KernelTypes", "Kernels"]),
        tests(of: "Geophysics", ["TestBench", "Survey", "Operations", "KernelTypes"]),
        tests(of: "Gridding", ["TestBench", "Survey", "Operations", "KernelTypes"]),
        tests(of: "PotentialField", ["TestBench", "Survey", "Operations", "KernelTypes", "Fourier"]),
        tests(of: "Geochemistry", ["TestBench", "Survey", "Operations", "KernelTypes"]),
        tests(of: "Statistics", ["TestBench", "Survey", "Operations", "KernelTypes"]),
        tests(of: "Archive"),
        tests(of: "Instruments", ["Survey"]),
        tests(of: "Fourier", ["Survey", "KernelTypes"]),
        tests(of: "Linear", ["Survey", "KernelTypes"]),
        tests(of: "Boosting", ["Survey", "KernelTypes"]),
        tests(of: "Spreadsheet", ["Survey"]),
        tests(of: "Paper"),
        tests(of: "Prospectivity", ["TestBench", "Survey", "Operations", "KernelTypes", "Kernels"]),
        tests(of: "Targets", ["TestBench", "Survey", "Operations", "KernelTypes"]),
        tests(of: "Portrayal", ["Survey", "KernelTypes"]),
        tests(of: "Campaign", ["Survey", "Operations"]),
        tests(of: "Plan", ["Campaign", "Survey", "Operations", "Store"]),
        tests(of: "Jobs", ["Operations", "Survey"]),
        tests(of: "Work", ["Jobs", "Survey", "Instruments"]),
        tests(of: "Journal", [.product(name: "GRDB", package: "GRDB.swift")]),
        tests(of: "Web"),
        // A real daemon, a real worker: the programs are built with the tests.
        tests(
            of: "Daemon",
            [
                "TestBench", "gossand", "gossan-worker", "gossan", "Jobs", "Journal", "Spool", "Store",
                .product(name: "SystemPackage", package: "swift-system"),
            ]),
        tests(of: "Spool", ["Store", .product(name: "SystemPackage", package: "swift-system")]),
    ] + tiers
)
