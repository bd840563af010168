# Writes Sources/Geophysics/IGRF14+Coefficients.swift from the official coefficients:
#   awk -v hash=$(sha256sum < Grids/igrf14coeffs.txt | cut -d' ' -f1) -f Grids/igrf14-to-swift.awk Grids/igrf14coeffs.txt
/^g\/h / { for (i = 4; i <= NF; i++) epoch[i] = $i; columns = NF }
/^[gh] / {
    terms++
    for (i = 4; i <= NF; i++) {
        if ($2 > 10 && epoch[i] + 0 < 2000) { if ($i != 0) { print "a term above degree 10 before 2000" > "/dev/stderr"; exit 1 } }
        else if ($2 > 8 && i == NF) { if ($i != 0) { print "a change above degree 8" > "/dev/stderr"; exit 1 } }
        else list[i] = list[i] " " $i
    }
}
END {
    print "// Made by Grids/igrf14-to-swift.awk from Grids/igrf14coeffs.txt."
    print "extension IGRF14 {"
    print "    /// SHA-256 of the official file of coefficients."
    print "    static let hash = \"" hash "\"\n"
    print "    /// A year, then g10 g11 h11 g20 g21 h21 ... in nT at that year; to degree 10 before 2000, then to degree 13."
    print "    ///"
    print "    /// The last line holds the change in nT a year after 2025, to degree 8."
    print "    static let text = \"\"\""
    for (i = 4; i <= columns; i++) {
        n = split((i == columns ? "change" : epoch[i]) list[i], word, " ")
        line = "       "
        for (k = 1; k <= n; k++) {
            w = word[k]; sub(/\.0+$/, "", w)
            if (length(line) + length(w) > 116) { print line " \\"; line = "       " }
            line = line " " w
        }
        print line
    }
    print "        \"\"\""
    print "}"
}
