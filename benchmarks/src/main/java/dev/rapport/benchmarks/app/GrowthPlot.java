package dev.rapport.benchmarks.app;

import dev.rapport.benchmarks.measure.CaseResult;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The four curves of {@link GrowthBenchmark} as one PNG. */
final class GrowthPlot {
    private static final int WIDTH = 560;
    private static final int HEIGHT = 360;
    private static final Pattern NAME = Pattern.compile("([a-z]+)-(\\d+)s?");
    private static final Color LINE = new Color(0x1f5fa8);

    private GrowthPlot() {}

    /** @throws IOException when the file cannot be written */
    static void write(List<CaseResult> results, Path file) throws IOException {
        var charts = List.of(
                chart(results, "slots", "prompts that decode together", "tokens/s", true),
                chart(results, "context", "tokens of context, 8 prompts", "tokens/s", true),
                chart(results, "steady", "seconds of steady load", "tokens/s", false),
                chart(results, "memory", "seconds of steady load", "resident memory, MiB", false));
        BitmapEncoder.saveBitmap(charts, 2, 2, file.toString(), BitmapFormat.PNG);
    }

    private static XYChart chart(
            List<CaseResult> results, String curve, String across, String up, boolean logarithmic) {
        var chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .xAxisTitle(across)
                .yAxisTitle(up)
                .build();
        var points = results.stream()
                .map(result -> new Point(NAME.matcher(result.name()), result.value()))
                .filter(point -> point.name().matches() && point.name().group(1).equals(curve))
                .toList();
        var x = points.stream()
                .mapToDouble(point -> Double.parseDouble(point.name().group(2)))
                .toArray();
        var y = points.stream().mapToDouble(Point::value).toArray();
        chart.getStyler().setLegendVisible(false).setChartBackgroundColor(Color.WHITE);
        chart.getStyler().setXAxisLogarithmic(logarithmic).setYAxisMin(0.0);
        var line = chart.addSeries(curve, x, y);
        line.setMarker(SeriesMarkers.CIRCLE).setMarkerColor(LINE);
        line.setLineColor(LINE);
        return chart;
    }

    private record Point(Matcher name, double value) {}
}
