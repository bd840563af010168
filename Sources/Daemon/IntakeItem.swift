import Spool
import Store

/// Something that the intake can go on with.
enum IntakeItem: Sendable {
    /// It is in active/ and has no verdict.
    case claimed(ClaimedDrop)
    /// It lies in incoming/, whole.
    case arrived(Arrival)

    /// What its failures are counted under.
    var key: String {
        switch self {
        case .claimed(let drop): "active/\(drop.delivery)"
        case .arrived(let arrival): arrival.group.main.display
        }
    }

    /// For people.
    var name: String {
        switch self {
        case .claimed(let drop): drop.displayName
        case .arrived(let arrival): arrival.group.main.display
        }
    }

    /// One of each sender in turn, a sender's own in their order: the file's owner tells teams apart.
    static func inTurn(_ arrivals: [Arrival]) -> [Arrival] {
        var round: [UInt32: Int] = [:]
        let numbered = arrivals.enumerated().map { index, arrival in
            let owner = arrival.candidates.first?.status.owner ?? 0
            let turn = round[owner, default: 0]
            round[owner] = turn + 1
            return (turn: turn, index: index, arrival: arrival)
        }
        guard round.count > 1 else { return arrivals }
        return numbered.sorted { ($0.turn, $0.index) < ($1.turn, $1.index) }.map(\.arrival)
    }
}
