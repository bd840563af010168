package import Operations

extension CampaignFile {
    /// How targets are cut out of a model's prospectivity, and by what they are ranked.
    package struct Targets: Hashable, Sendable {
        package enum Threshold: Hashable, Sendable {
            /// The share of cells that lie below, in 0...1.
            case quantile(Double)
            /// A score.
            case value(Double)
            /// Found from the data by a named method, such as `prediction-area`.
            case method(String)
        }

        package enum Connectivity: Int, Hashable, Sendable {
            /// Cells that share an edge.
            case four = 4
            /// Cells that share an edge or a corner.
            case eight = 8
        }

        /// A file that the campaign names, with its text.
        package struct Document: Hashable, Sendable {
            package var path: String
            package var text: String

            package init(path: String, text: String) {
                self.path = path
                self.text = text
            }
        }

        /// What undiscovered deposits may hold.
        package struct Valuation: Hashable, Sendable {
            /// A grade and tonnage model.
            package var model: Document
            /// A price deck; without one metal is counted and worth is not.
            package var prices: Document?
            /// Of `value-targets`, complete and checked.
            package var parameters: [String: ParameterValue]
        }

        /// Where one has to get to, and over what.
        package struct Access: Hashable, Sendable {
            package struct Destination: Hashable, Sendable {
                package var name: String
                /// A layer or evidence with features.
                package var of: String
            }

            /// In the order of the file.
            package var destinations: [Destination]
            package var elevation: String?
            package var roads: [String]
            package var barriers: String?
            /// Of `travel-time`, complete and checked.
            package var parameters: [String: ParameterValue]
        }

        /// A layer that excludes targets or weighs on them.
        package struct Constraint: Hashable, Sendable {
            package var name: String
            /// A layer or evidence: a raster, or features that are burned.
            package var of: String
            /// What the full level takes of a target's composite, 0 to 1; `nil` for the operation's default.
            package var weight: Double?
            /// Where the layer is from, in words; shown with every target.
            package var source: String
        }

        package var model: String
        package var above: Threshold
        /// A score that a target must reach somewhere; `nil` for none.
        package var core: Threshold?
        /// In square metres.
        package var minimumArea: Double
        package var connectivity: Connectivity
        /// How far peaks stand above the saddle at which an area is parted; `nil` parts none.
        package var split: Double?
        /// Cells; 0 keeps cell edges.
        package var simplify: Double
        /// Whether ids are kept from the run before.
        package var follows = false
        package var value: Valuation?
        package var access: Access?
        package var exclusions: [Constraint] = []
        package var risks: [Constraint] = []
        /// Of `rank-targets`, as far as the campaign sets them; checked.
        package var ranking: [String: ParameterValue] = [:]
        /// Of `advise-surveys`, as far as the campaign sets them; checked.
        package var advice: [String: ParameterValue] = [:]

        /// The layers and evidence that the ranking needs besides the model's.
        package var references: [String] {
            let ways = access.map { access in
                access.destinations.map(\.of) + access.roads + [access.elevation, access.barriers].compactMap(\.self)
            }
            return (ways ?? []) + exclusions.map(\.of) + risks.map(\.of)
        }

        package init(
            model: String, above: Threshold, core: Threshold? = nil, minimumArea: Double = 0,
            connectivity: Connectivity = .eight, split: Double? = nil, simplify: Double = 0
        ) {
            self.model = model
            self.above = above
            self.core = core
            self.minimumArea = minimumArea
            self.connectivity = connectivity
            self.split = split
            self.simplify = simplify
        }
    }
}
