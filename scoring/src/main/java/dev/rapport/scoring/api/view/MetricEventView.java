package dev.rapport.scoring.api.view;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.rapport.schemas.Metric;

/** A row of metrics with its window, as the stream has it. */
public record MetricEventView(String window, @JsonUnwrapped MetricRowView row) {
    public static MetricEventView of(Metric row) {
        return new MetricEventView(WindowName.of(row.getWindow()), MetricRowView.of(row));
    }
}
