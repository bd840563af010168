package import Campaign
package import Operations

extension RunPlan {
    /// The plan for what was delivered so far.
    ///
    /// - `drops` are in the order of delivery: a later one of the same name and layer replaces the earlier.
    ///   Several drops of a layer are joined in the order of their names, then of their hashes, later over earlier.
    /// - `previous` are the targets of the run before, where the campaign keeps ids: the run then has the name that it has
    ///   without them, so that a run is not followed by another because it was made.
    /// - Throws `PlanError` where the catalog does not have what a run needs.
    package static func make(
        campaign: CampaignFile, catalog: Catalog, drops: [AcceptedDrop], previous: AcceptedDrop? = nil
    ) throws(PlanError) -> RunPlan {
        let base = try previous.map { _ throws(PlanError) in
            try make(campaign: campaign, catalog: catalog, drops: drops).name
        }
        var planner = Planner(campaign: campaign, catalog: catalog)
        planner.previous = previous
        try planner.addLayers(from: drops)
        try planner.addEvidence()
        try planner.addModels()
        if planner.missing.isEmpty {
            try planner.addProducts()
            try planner.addQuality()
        }
        return RunPlan(
            campaign: campaign.name, grid: campaign.grid, jobs: planner.jobs, missing: planner.missing,
            notes: planner.notes, drops: planner.drops, firstName: base)
    }
}
