"""The tables of RESULTS.md."""

import re
import statistics

NO_DAEMON = "<!-- daemon: begin -->\n## Daemon\n\nNot measured yet.\n\n<!-- daemon: end -->"
KEEP = re.compile(r"<!-- daemon: begin -->.*?<!-- daemon: end -->", re.S)


def milliseconds(series):
    return f"{statistics.median(series) * 1e3:.0f} ({min(series) * 1e3:.0f})"


def ratio(row, peer):
    """How many times as long the peer takes; below 1 is a loss."""
    return statistics.median(peer["seconds"]) / statistics.median(row["seconds"])


def is_wrong(row):
    return "failed" in row or any(not peer.get("agrees", True) for peer in row["peers"].values())


def losses(row):
    if "failed" in row:
        return []
    return [(name, ratio(row, peer)) for name, peer in row["peers"].items() if peer["seconds"] and ratio(row, peer) < 1]


def remark(row, peer):
    if "missing" in peer:
        return "not installed"
    difference = f"{row['measure'] + ' ' if row['measure'] else ''}{peer['differs']:.1g}"
    return difference if peer["agrees"] else f"**{difference}, more than {row['tolerance']:g}**"


def rows_of(row):
    if "failed" in row:
        yield f"| {row['name']} | {row['size']} | could not be measured: {row['failed']} | | | | |"
        return
    share = "" if row["share"] is None else f", {row['share'] * 100:.0f} % of copying"
    for index, (name, peer) in enumerate(row["peers"].items()):
        first = f"| {row['name']} | {row['size']} | {milliseconds(row['seconds'])}{share} " if index == 0 else "| | | "
        if peer["seconds"]:
            yield first + (
                f"| {name} | {milliseconds(peer['seconds'])} | {ratio(row, peer):.2f} | {remark(row, peer)} |")
        else:
            yield first + f"| {name} | | | {remark(row, peer)} |"


def lines_of(row):
    return "\n".join(rows_of(row))


def section_of(section):
    lines = [
        f"## {section['title']}", "",
        f"{section['when']}, {section['threads']} thread{'s' if section['threads'] > 1 else ''} a side, "
        f"{'processor time' if section['clock'] == 'cpu' else 'time by the wall'}; "
        f"load of the machine at the start {section['load']:.1f}.", "",
        "| what | on | Gossan ms (least) | peer | ms (least) | peer / Gossan | differs by |",
        "|---|---|---|---|---|---|---|"]
    for row in section["cases"]:
        lines += rows_of(row)
    says = [f"- {row['name']}: {row['says']}" for row in section["cases"] if row.get("says")]
    says += [f"- {name}: {peer['says']}" for row in section["cases"] if "failed" not in row
             for name, peer in row["peers"].items() if peer["says"]]
    if says:
        lines += [""] + list(dict.fromkeys(says))
    return lines


def losses_of(sections):
    lines = ["## Losses", ""]
    for section in sections:
        for row in section["cases"]:
            for name, value in losses(row):
                reason = row["loss"] or "not yet explained"
                lines.append(f"- {row['name']}: {name} takes {value:.2f} of Gossan's time. {reason}")
    return lines if len(lines) > 2 else lines + ["None in this run."]


def write(path, kept, machine):
    """Writes all sections; the part between the daemon's marks stays as it is."""
    found = KEEP.search(path.read_text()) if path.exists() else None
    daemon = found.group(0) if found else NO_DAEMON
    sections = sorted(kept.values(), key=lambda section: section["order"])
    wins = [min(ratio(row, peer) for peer in row["peers"].values() if peer["seconds"])
            for section in sections for row in section["cases"]
            if "failed" not in row and any(peer["seconds"] for peer in row["peers"].values())]
    lines = [
        "# Results", "",
        "Made by `make bench WRITE=1`; only the part on the daemon is written by hand.", "",
        f"- Machine: {machine}",
        "- Both sides read the same bytes and take turns; a time counts once the results were compared. Figures are "
        "the median of the rounds, and in brackets the least.",
        "- \"peer / Gossan\" above 1: Gossan is faster. \"of copying\": the bytes that have to be read and written a "
        "second, over what `memcpy` reaches in the same process with as many threads.",
        f"- Faster than every peer in {sum(value >= 1 for value in wins)} of {len(wins)} cases.", ""]
    for section in sections:
        lines += section_of(section) + [""]
    lines += losses_of(sections) + ["", daemon, ""]
    path.write_text("\n".join(lines))
