import KernelTypes
import Survey

/// Parts a sprawling area at the saddles of its score, so that one target is one place to walk to.
///
/// A watershed that goes down from the peaks: each cell joins the neighbouring piece of the highest peak; where two
/// pieces meet, the one with the lower peak joins the other unless its peak stands higher above the saddle than
/// `persistence`. A piece smaller than `minimumSquareMetres` joins the one that it meets at its highest saddle.
struct SaddleSplit {
    let ground: Ground
    let isDiagonal: Bool
    let persistence: Double
    let minimumSquareMetres: Double

    /// The pieces of an area, their peaks falling; the area itself where nothing parts it.
    ///
    /// `scores` holds the score of each cell of `area.runs`, in order.
    func pieces(of area: Area, scores: [Float]) -> [Area] {
        var water = Water(area: area, scores: scores, isClosed: ground.isClosed, columns: ground.grid.columns)
        let saddles = water.flood(persistence: persistence, isDiagonal: isDiagonal)
        guard !saddles.isEmpty else { return [area] }
        var pieces = self.pieces(of: area, water: &water)
        var sizes = pieces.mapValues { ground.squareMetres(of: $0.runs) }
        // Small ones first; each joins over its highest saddle, and what it becomes is looked at again.
        while let small = sizes.filter({ $0.value < minimumSquareMetres })
            .min(by: { ($0.value, $0.key) < ($1.value, $1.key) })?.key
        {
            let meeting = saddles.filter { water.root($0.a) == small || water.root($0.b) == small }
                .filter { water.root($0.a) != water.root($0.b) }
                .max { ($0.height, -$0.a, -$0.b) < ($1.height, -$1.a, -$1.b) }
            guard let meeting, let piece = pieces[small] else { break }
            let other = water.root(meeting.a) == small ? water.root(meeting.b) : water.root(meeting.a)
            let kept = water.join(small, other)
            let gone = kept == small ? other : small
            var whole = pieces[other] ?? piece
            whole.merge(piece)
            whole.runs.sort()
            pieces[gone] = nil
            sizes[gone] = nil
            pieces[kept] = whole
            sizes[kept] = ground.squareMetres(of: whole.runs)
        }
        return pieces.sorted { ($1.value.maximum, $0.key) < ($0.value.maximum, $1.key) }.map(\.value)
    }

    private func pieces(of area: Area, water: inout Water) -> [Int: Area] {
        var pieces: [Int: Area] = [:]
        var cell = 0
        for run in area.runs {
            var start = run.columns.lowerBound
            var owner = water.root(cell)
            for column in run.columns {
                let own = water.root(cell)
                if own != owner {
                    pieces[owner, default: Area(runs: [], maximum: -.infinity)]
                        .add(RowRun(row: run.row, columns: start..<column), maximum: water.peak(owner))
                    owner = own
                    start = column
                }
                cell += 1
            }
            pieces[owner, default: Area(runs: [], maximum: -.infinity)]
                .add(RowRun(row: run.row, columns: start..<run.columns.upperBound), maximum: water.peak(owner))
        }
        return pieces
    }
}

extension SaddleSplit {
    /// Where two pieces meet, by cells that belong to them.
    struct Saddle {
        var a: Int
        var b: Int
        var height: Float
    }

    /// The cells of one area while the water falls; the root of a piece is its peak.
    struct Water {
        private let scores: [Float]
        private let runs: [RowRun]
        /// The number of each run's first cell.
        private let starts: [Int]
        /// From a row to its runs.
        private let rows: [Int: Range<Int>]
        private let isClosed: Bool
        private let columns: Int
        private var parents: [Int32]

        init(area: Area, scores: [Float], isClosed: Bool, columns: Int) {
            self.scores = scores
            self.isClosed = isClosed
            self.columns = columns
            runs = area.runs
            var starts: [Int] = []
            var rows: [Int: Range<Int>] = [:]
            var cells = 0
            for (index, run) in area.runs.enumerated() {
                starts.append(cells)
                cells += run.cells
                rows[run.row] = (rows[run.row]?.lowerBound ?? index)..<index + 1
            }
            precondition(scores.count == cells, "a score a cell")
            self.starts = starts
            self.rows = rows
            parents = Array(repeating: -1, count: cells)
        }

        func peak(_ root: Int) -> Float { scores[root] }

        mutating func root(_ cell: Int) -> Int {
            var root = cell
            while parents[root] != Int32(root) { root = Int(parents[root]) }
            var next = cell
            while next != root {
                let above = Int(parents[next])
                parents[next] = Int32(root)
                next = above
            }
            return root
        }

        /// Joins two pieces; the higher peak, or of equal ones the north-westernmost, stays.
        mutating func join(_ a: Int, _ b: Int) -> Int {
            let kept = isHigher(a, b) ? a : b
            parents[kept == a ? b : a] = Int32(kept)
            return kept
        }

        private func isHigher(_ a: Int, _ b: Int) -> Bool { (scores[a], -a) > (scores[b], -b) }

        /// Lets the water fall, and gives the highest saddle between each two pieces that stay apart.
        mutating func flood(persistence: Double, isDiagonal: Bool) -> [Saddle] {
            var saddles: [Saddle] = []
            let places = self.places
            let order = scores.indices.sorted { isHigher($0, $1) }
            for cell in order {
                let near = neighbours(of: places[cell], isDiagonal: isDiagonal).filter { parents[$0] >= 0 }
                var roots: [Int] = []
                for neighbour in near {
                    let root = root(neighbour)
                    if !roots.contains(root) { roots.append(root) }
                }
                guard var own = roots.reduce(nil, { best, root in best.map { isHigher($0, root) ? $0 : root } ?? root })
                else {
                    parents[cell] = Int32(cell)
                    continue
                }
                parents[cell] = Int32(own)
                for root in roots where root != own {
                    let lower = isHigher(own, root) ? root : own
                    if Double(scores[lower]) - Double(scores[cell]) < persistence {
                        own = join(own, root)
                    } else {
                        saddles.append(Saddle(a: own, b: root, height: scores[cell]))
                    }
                }
            }
            return saddles
        }

        /// Each cell's run and column.
        private var places: [(row: Int, column: Int)] {
            runs.flatMap { run in run.columns.map { (run.row, $0) } }
        }

        private func neighbours(of place: (row: Int, column: Int), isDiagonal: Bool) -> [Int] {
            var found: [Int] = []
            for row in place.row - 1...place.row + 1 {
                guard let range = rows[row] else { continue }
                for column in place.column - 1...place.column + 1 {
                    guard row != place.row || column != place.column else { continue }
                    guard isDiagonal || row == place.row || column == place.column else { continue }
                    if let cell = cell(column, in: range) { found.append(cell) }
                }
            }
            return found
        }

        private func cell(_ column: Int, in range: Range<Int>) -> Int? {
            let column = isClosed ? (column + columns) % columns : column
            var low = range.lowerBound
            var high = range.upperBound
            while low < high {
                let middle = (low + high) / 2
                if runs[middle].columns.upperBound <= column { low = middle + 1 } else { high = middle }
            }
            guard low < range.upperBound, runs[low].columns.contains(column) else { return nil }
            return starts[low] + column - runs[low].columns.lowerBound
        }
    }
}
