package dev.rapport.scoring.api;

import static java.util.stream.Collectors.groupingBy;

import dev.rapport.schemas.Metric;
import dev.rapport.schemas.MetricWindow;
import dev.rapport.scoring.api.view.OverviewView.MinuteView;
import dev.rapport.scoring.history.EngagementKind;
import dev.rapport.scoring.metric.Counts;
import dev.rapport.scoring.metric.MetricKey;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Minutes one after the other.
 *
 * @param startMillis of the first one
 * @param count       how many
 * @param rows        of these minutes
 */
record Minutes(long startMillis, int count, List<Metric> rows) {

    /** One after the other; a minute without rows is zero. */
    List<MinuteView> views() {
        var byStart = rows.stream().collect(groupingBy(Metric::getWindowStart));
        return IntStream.range(0, count)
                .mapToObj(i -> Instant.ofEpochMilli(startMillis + i * MetricKey.length(MetricWindow.MINUTE)))
                .map(start -> view(start, byStart.getOrDefault(start, List.of())))
                .toList();
    }

    private static MinuteView view(Instant start, List<Metric> rows) {
        var campaigns = new Totals(rows.stream().filter(Overview::isOfCampaign).toList());
        var shop = new Totals(rows.stream().filter(Overview::isOfShop).toList());
        return new MinuteView(
                start,
                campaigns.count(Counts.SENT),
                campaigns.count(EngagementKind.CLICKED.countName()),
                shop.count(Counts.PURCHASES));
    }
}
