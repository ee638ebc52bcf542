package dev.rapport.scoring.topology;

import dev.rapport.schemas.Conversion;
import dev.rapport.schemas.Metric;
import java.util.List;

/**
 * What one record changes. It never leaves the JVM.
 *
 * @param deltas      changes of metrics, to be added up by key
 * @param conversions goals reached
 */
record Scored(List<Metric> deltas, List<Conversion> conversions) {}
