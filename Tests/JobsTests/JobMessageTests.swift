import FoundationEssentials
import Jobs
import Operations
import Survey
import Testing

@Suite struct JobMessageTests {
    private let report = JobReport(
        outputs: ["out": "out.f32"], figures: ["median": 0.1, "spread": .infinity], notes: ["reprojected"],
        facts: ["driver": "GTiff"])

    @Test func `a report comes back as it was`() throws {
        #expect(JobMessage.decode(try JobMessage.encode(.success(report))) == .success(report))
    }

    @Test func `a failure comes back as it was`() throws {
        let failure = JobFailure(code: .badData, file: "a\nb.tif", reason: "it is cut off", remedy: "send it again")
        #expect(JobMessage.decode(try JobMessage.encode(.failure(failure))) == .failure(failure))
    }

    @Test func `every cut message is a failure`() throws {
        let bytes = try JobMessage.encode(.success(report))
        for length in 0..<bytes.count {
            guard case .failure(let failure) = JobMessage.decode(Data(bytes.prefix(length))) else {
                Issue.record("\(length) bytes were believed")
                continue
            }
            #expect(failure.code == .died)
        }
    }

    @Test(arguments: ["../../etc/passwd", "/etc/passwd", ".hidden", ""])
    func `an output outside the job's directory is refused`(name: String) throws {
        let bytes = try JobMessage.encode(.success(JobReport(outputs: ["out": name])))
        guard case .failure = JobMessage.decode(bytes) else {
            Issue.record("'\(name)' was believed")
            return
        }
    }

    @Test func `a job file says everything that its job needs`() throws {
        let job = Job(
            id: "layer/tmi", operation: "align",
            parameters: ["resampling": "bilinear", "window": 31, "list": [1, 2.5], "yes": true],
            inputs: ["in": [.init(name: "tmi.tif", path: "/spool/tmi.tif")]],
            grid: AnalysisGrid(
                crs: "EPSG:32641", west: 1, north: 2, cellWidth: 3, cellHeight: 4, columns: 5, rows: 6),
            output: "/state/x", limits: .init())
        #expect(try JSON.decode(Job.self, from: JSON.encode(job)) == job)
    }
}
