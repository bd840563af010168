import FoundationEssentials
import Journal
import Synchronization
import Web

/// The daemon's figures since its start, as Prometheus reads them. Labels are campaigns and words of closed lists.
package final class Tally: Sendable {
    private struct Counts {
        var verdicts: [String: Int] = [:]
        var readersDied = 0
        var troubles = 0
        var published = 0
        var failed = 0
        var journalsReplaced = 0
        var incoming = 0
        var waiting = 0
        var latency = Histogram()
    }

    private struct Histogram {
        static let bounds: [Double] = [0.1, 0.3, 1, 3, 10, 30, 100, 300, 1000, 3600]
        var counts = [Int](repeating: 0, count: bounds.count)
        var sum = 0.0
        var count = 0

        mutating func add(_ seconds: Double) {
            for (index, bound) in Self.bounds.enumerated() where seconds <= bound { counts[index] += 1 }
            sum += seconds
            count += 1
        }
    }

    private let counts = Mutex<[String: Counts]>([:])

    package init() {}

    /// Counts something that happened in a campaign.
    func note(_ event: CampaignEngine.Event, in campaign: String) {
        counts.withLock { all in
            var counts = all[campaign, default: Counts()]
            defer { all[campaign] = counts }
            switch event {
            case .verdict(let drop):
                counts.verdicts[drop.verdict?.rawValue ?? drop.state, default: 0] += 1
                counts.latency.add(max(0, drop.updatedAt.timeIntervalSince(drop.claimedAt)))
            case .published: counts.published += 1
            case .failed: counts.failed += 1
            case .journalReplaced: counts.journalsReplaced += 1
            case .intake(.readerDied): counts.readersDied += 1
            case .intake(.trouble): counts.troubles += 1
            case .intake, .progress, .waiting: break
            }
        }
    }

    /// Notes what lies in a campaign's incoming/.
    func note(incoming: Int, waiting: Int, in campaign: String) {
        counts.withLock {
            $0[campaign, default: Counts()].incoming = incoming
            $0[campaign, default: Counts()].waiting = waiting
        }
    }

    /// Files in all incoming/ directories as last listed.
    var incoming: Int { counts.withLock { $0.values.reduce(0) { $0 + $1.incoming } } }

    /// Files in one campaign's incoming/ as last listed.
    func incoming(of campaign: String) -> Int { counts.withLock { $0[campaign]?.incoming ?? 0 } }

    /// All families.
    var metrics: [Metric] {
        let all = counts.withLock { $0 }.sorted { $0.key < $1.key }
        func each(_ value: (Counts) -> Int) -> [Metric.Sample] {
            all.map { .init(Double(value($0.value)), labels: ["campaign": $0.key]) }
        }
        let verdicts = all.flatMap { campaign, counts in
            ["accepted", "duplicate", "rejected"].map { verdict in
                Metric.Sample(
                    Double(counts.verdicts[verdict] ?? 0), labels: ["campaign": campaign, "verdict": verdict])
            }
        }
        return [
            Metric("gossan_drops_total", .counter, "Drops by verdict", verdicts),
            Metric("gossan_reader_deaths_total", .counter, "Workers that died over a file", each(\.readersDied)),
            Metric("gossan_troubles_total", .counter, "Tries that the machine made fail", each(\.troubles)),
            Metric("gossan_runs_published_total", .counter, "Published runs", each(\.published)),
            Metric("gossan_runs_failed_total", .counter, "Runs that failed", each(\.failed)),
            Metric("gossan_journals_replaced_total", .counter, "Damaged journals", each(\.journalsReplaced)),
            Metric("gossan_incoming_files", .gauge, "Files in incoming", each(\.incoming)),
            Metric("gossan_waiting_drops", .gauge, "Drops that wait for something", each(\.waiting)),
            Metric(
                "gossan_verdict_seconds", .histogram, "Time from claim to verdict",
                all.flatMap { histogram($0.value.latency, campaign: $0.key) }),
        ]
    }

    private func histogram(_ histogram: Histogram, campaign: String) -> [Metric.Sample] {
        var samples = zip(Histogram.bounds, histogram.counts).map { bound, count in
            Metric.Sample(Double(count), labels: ["campaign": campaign, "le": "\(bound)"], ending: "_bucket")
        }
        samples.append(
            .init(Double(histogram.count), labels: ["campaign": campaign, "le": "+Inf"], ending: "_bucket"))
        samples.append(.init(histogram.sum, labels: ["campaign": campaign], ending: "_sum"))
        samples.append(.init(Double(histogram.count), labels: ["campaign": campaign], ending: "_count"))
        return samples
    }
}
