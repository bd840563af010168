import Raster
import Synchronization
import Testing

@Suite struct CrewTests {
    @Test(arguments: [1, 2, 7]) func `every part is done once, on as many threads as asked for`(threads: Int) {
        let next = Atomic<Int>(0)
        let parts = Mutex<[Int]>([])
        let members = Atomic<Int>(0)
        Crew.run(threads: threads) {
            members.add(1, ordering: .relaxed)
            while true {
                let part = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard part < 1_000 else { return }
                parts.withLock { $0.append(part) }
            }
        }
        #expect(members.load(ordering: .relaxed) == threads)
        #expect(parts.withLock { $0.sorted() } == Array(0..<1_000))
    }
}
