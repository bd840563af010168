import Operations
import Survey
import TestBench
import Testing

@testable import Geophysics

@Suite struct GammaReductionTests {
    private static let constants: [String: ParameterValue] = [
        "aircraft": [12, 2.5, 0.4], "cosmic": [0.06, 0.05, 0.06], "attenuation": [0.0094, 0.0084, 0.0074],
        "stripping": .map(["alpha": 0.25, "beta": 0.4, "gamma": 0.81, "a": 0.06]), "reference_height": 60,
        "sensitivity": [117, 10, 6],
    ]

    private func readings(_ table: Columns) throws -> Readings {
        let columns = [
            ("K", "N_K", ""), ("U", "N_U", ""), ("Th", "N_Th", ""), ("live", "live_ms", "ms"),
            ("cosmic", "cosmic_cps", "cps"),
            ("radar_altimeter", "h_m", "m"), ("temperature", "T_C", "degC"), ("pressure", "P_kPa", "kPa"),
        ]
        return Readings(
            crs: "EPSG:32641", positions: (0..<table.count).map { Point(x: Double($0) * 60, y: 1000) },
            channels: try columns.map { .init(name: $0.0, unit: $0.2, values: try table.numbers($0.1)) })
    }

    @Test func `each step of the reference agrees to a hundred-millionth, negative values too`() throws {
        guard let table = try SharedFiles.table("references/line-survey/gamma_windows_expected.csv") else { return }
        let bench = MemoryBench()
        bench.put(readings: try readings(table), as: "in")
        try bench.run(GammaReduction.self, Self.constants)
        let out = try bench.readings(given: "out")
        let pairs = [
            ("K_net", "bk_K"), ("U_net", "bk_U"), ("Th_net", "bk_Th"), ("height_stp", "h_STP_m"),
            ("K_stripped", "strip_K"),
            ("U_stripped", "strip_U"), ("Th_stripped", "strip_Th"), ("K_height", "ht_K"), ("U_height", "ht_U"),
            ("Th_height", "ht_Th"), ("K_percent", "K_pct"), ("eU_ppm", "eU_ppm"), ("eTh_ppm", "eTh_ppm"),
        ]
        var negatives = 0
        for (channel, column) in pairs {
            let own = try #require(out.channel(channel), "\(channel)").values
            for (value, expected) in zip(own, try table.numbers(column)) {
                // The reference is printed to eight decimals.
                #expect(abs(value - expected) <= 1e-8 * abs(expected) + 5.1e-9, "\(channel)")
                if value < 0 { negatives += 1 }
            }
        }
        #expect(negatives > 5)
    }

    @Test func `stripping undoes what each element adds to the others' windows`() {
        let ratios = StrippingRatios(alpha: 0.27, beta: 0.42, gamma: 0.79, a: 0.05, b: 0.01, g: 0.02)
        let (k, u, t) = (120.0, 15.0, 30.0)
        let mixed = GammaWindows(
            k + ratios.gamma * u + ratios.beta * t, ratios.g * k + u + ratios.alpha * t, ratios.b * k + ratios.a * u + t
        )
        let stripped = ratios.stripped(mixed)
        #expect(
            abs(stripped.potassium - k) < 1e-10 && abs(stripped.uranium - u) < 1e-10
                && abs(stripped.thorium - t) < 1e-10)
    }

    @Test func `radon that is added to all windows is found by the upward detector and taken out`() throws {
        let method = RadonMethod([
            "a1": 0.06, "a2": 0.03, "au": 0.25, "bu": 0.1, "at": 0.08, "bt": 0.05, "ak": 0.8, "bk": 0.2,
        ])
        let ground = GammaWindows(200, 20, 35)
        let radon = 7.0
        let added = ground + method.windows(radon: radon)
        // The upward detector sees the ground's uranium and thorium, and radon (IAEA's relations).
        let up = 0.06 * 20 + 0.03 * 35 + 0.25 * radon + 0.1
        #expect(abs(method.radon(up: up, added) - radon) < 1e-12)
        let bench = MemoryBench()
        bench.put(
            readings: Readings(
                crs: nil, positions: [Point(x: 0, y: 0)],
                channels: [
                    .init(name: "K", unit: "cps", values: [added.potassium]),
                    .init(name: "U", unit: "cps", values: [added.uranium]),
                    .init(name: "Th", unit: "cps", values: [added.thorium]),
                    .init(name: "up_U", unit: "cps", values: [up]),
                ]), as: "in")
        try bench.run(GammaReduction.self, ["rates": true, "radon": .map(method.constants.mapValues { .number($0) })])
        let out = try bench.readings(given: "out")
        for (name, value) in [("K_net", 200.0), ("U_net", 20), ("Th_net", 35)] {
            #expect(abs(try #require(out.channel(name)?.values.first) - value) < 1e-10)
        }
    }

    @Test func `what a reduction lacks is named`() throws {
        guard let table = try SharedFiles.table("references/line-survey/gamma_windows_expected.csv") else { return }
        func remedy(without channel: String?, _ parameters: [String: ParameterValue]) throws -> String? {
            var readings = try readings(table)
            readings.channels.removeAll { $0.name == channel }
            let bench = MemoryBench()
            bench.put(readings: readings, as: "in")
            return #expect(throws: OperationError.self) { try bench.run(GammaReduction.self, parameters) }?.remedy
        }
        #expect(try remedy(without: "cosmic", Self.constants)?.contains("cosmic_channel") == true)
        #expect(try remedy(without: "pressure", Self.constants)?.contains("stp to false") == true)
        #expect(try remedy(without: "live", Self.constants)?.contains("live_time_channel") == true)
        #expect(try remedy(without: nil, ["attenuation": [-0.009, 0.008, 0.007]])?.contains("positive") == true)
        #expect(try remedy(without: nil, ["stripping": .map(["alpha": 0.2])])?.contains("add it") == true)
    }

    @Test func `a ratio has no value where there is nothing to divide by`() throws {
        let bench = MemoryBench()
        bench.put(
            readings: Readings(
                crs: nil, positions: [Point](repeating: Point(x: 0, y: 0), count: 3),
                channels: [
                    .init(name: "K_percent", unit: "%", values: [2, 0.1, 1]),
                    .init(name: "eU_ppm", unit: "ppm", values: [4, 3, -1]),
                    .init(name: "eTh_ppm", unit: "ppm", values: [8, 0.5, 10]),
                ]), as: "in")
        try bench.run(GammaRatios.self)
        let out = try bench.readings(given: "out")
        let uToK = try #require(out.channel("eU_to_K")).values
        #expect(uToK[0] == 2 && uToK[1].isNaN && uToK[2] == -1)
        let uToTh = try #require(out.channel("eU_to_eTh")).values
        #expect(uToTh[0] == 0.5 && uToTh[1].isNaN && uToTh[2] == -0.1)
    }
}
