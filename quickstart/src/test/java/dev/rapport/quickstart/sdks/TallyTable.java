package dev.rapport.quickstart.sdks;

import java.util.Collection;
import java.util.List;

/** The tallies of all runs, as a table in Markdown. */
final class TallyTable {
    private TallyTable() {}

    static String of(Collection<Tally> tallies) {
        var text = new StringBuilder(
                        "| SDK | situation | calls | failed requests | captured | once | lost | doubled | wrong fields |\n")
                .append("|---|---|---|---|---|---|---|---|---|\n");
        for (var tally : tallies) {
            var run = tally.run();
            text.append("| ")
                    .append(String.join(
                            " | ",
                            run.sdk().name(),
                            run.situation().label(),
                            Integer.toString(tally.calls()),
                            Integer.toString(tally.faults()),
                            Long.toString(tally.copies()),
                            Integer.toString(tally.once().size()),
                            listed(tally.lost()),
                            listed(tally.doubled()),
                            listed(tally.wrong())))
                    .append(" |\n");
        }
        return text.toString();
    }

    private static String listed(List<String> names) {
        return names.isEmpty() ? "" : names.size() + ": " + String.join(", ", names);
    }
}
