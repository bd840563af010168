import Testing

@testable import Web

@Suite struct MetricTests {
    @Test func `families are written as the text format 0.0.4 asks, labels sorted and escaped`() {
        let metric = Metric(
            "gossan_drops_total", .counter, "Drops\nby verdict",
            [
                .init(3, labels: ["verdict": "accepted", "campaign": "cha\"g\\ai"]),
                .init(0.25, ending: "_sum"), .init(.infinity, labels: ["le": "+Inf"], ending: "_bucket"),
            ])
        #expect(
            Metric.text(of: [metric]) == """
                # HELP gossan_drops_total Drops\\nby verdict
                # TYPE gossan_drops_total counter
                gossan_drops_total{campaign="cha\\"g\\\\ai",verdict="accepted"} 3
                gossan_drops_total_sum 0.25
                gossan_drops_total_bucket{le="+Inf"} +Inf

                """)
    }
}
