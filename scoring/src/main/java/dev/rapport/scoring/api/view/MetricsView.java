package dev.rapport.scoring.api.view;

import java.util.List;

/**
 * Rows of one window.
 *
 * @param window as the request names it: 1m, 1h, 1d or all
 */
public record MetricsView(String window, List<MetricRowView> rows) {}
