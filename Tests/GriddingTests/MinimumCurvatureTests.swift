import KernelTypes
import Operations
import Survey
import TestBench
import Testing

@testable import Gridding

@Suite struct MinimumCurvatureTests {
    @Test func `the line survey is gridded as GMT's surface does and near the truth`() throws {
        guard let (positions, values) = try LineSurvey.readings(),
            let surface = try LineSurvey.array("gmt_surface_T0.25"), let truth = try LineSurvey.array("truth_grid")
        else { return }
        let bench = bench(LineSurvey.grid, positions, values)
        try bench.run(MinimumCurvature.self, ["tension": 0.25, "convergence": 1e-6])
        let found = try bench.strip("out").cells.values
        #expect(greatestDifference(found, surface) < 0.05)
        #expect(rootMeanSquare(found, truth) < 0.75)
        #expect(bench.figures["converged"] == 1)
    }
}
