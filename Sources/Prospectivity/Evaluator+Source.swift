extension Evaluator {
    /// What is computed, for the reference page.
    static let formula = """
        Judged on deposits held out: each is ranked by the share of the area that the map of its fold's model puts \
        above it; AUC = 1 - mean share; prediction rate = distribution of the shares; Boyce index over windows of a \
        tenth of the ranks; intersection where found + area = 1; bands at 2.5 and 97.5 % of 200 resamples of the \
        deposits; null test: the same pipeline on deposits drawn from the area, p = (1 + as good) / (1 + runs), "no \
        association found" above 0.05.
        """

    /// Where it stands.
    static let source = """
        Evaluation: Chung and Fabbri (2003) for success and prediction rates; Roberts and others (2017) and Valavi and \
        others (2019) for spatial folds; Yousefi and Carranza (2015) for prediction-area; Hirzel and others (2006) for \
        the Boyce index; Brier (1950); Breiman (2001) for permutation importance.
        """
}
