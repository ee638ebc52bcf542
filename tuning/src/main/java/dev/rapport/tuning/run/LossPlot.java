package dev.rapport.tuning.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A training's loss over its tokens, as PNG. */
final class LossPlot {
    static final String FILE = "loss.png";
    private static final int WIDTH = 720;
    private static final int HEIGHT = 400;

    private LossPlot() {}

    /**
     * Writes the plot.
     *
     * @param log lines of a training log, in order
     * @throws IOException when this machine cannot draw, for instance as it has no fonts
     */
    static void write(List<JsonNode> log, Path folder) throws IOException {
        try {
            var chart = new XYChartBuilder()
                    .width(WIDTH)
                    .height(HEIGHT)
                    .xAxisTitle("million tokens")
                    .yAxisTitle("loss a token")
                    .build();
            chart.getStyler().setYAxisMin(0.0);
            add("training", "loss", log, chart);
            add("held out", "validationLoss", log, chart);
            if (!chart.getSeriesMap().isEmpty()) {
                BitmapEncoder.saveBitmap(chart, folder.resolve(FILE).toString(), BitmapFormat.PNG);
            }
        } catch (LinkageError | InternalError e) { // what AWT throws where a library or a font is missing
            throw new IOException(String.valueOf(e.getMessage()), e);
        }
    }

    private static void add(String name, String field, List<JsonNode> log, XYChart chart) {
        var lines = log.stream().filter(line -> line.has(field)).toList();
        if (!lines.isEmpty()) {
            var tokens = lines.stream()
                    .mapToDouble(line -> line.path("tokens").asDouble() / 1e6)
                    .toArray();
            var loss = lines.stream()
                    .mapToDouble(line -> line.path(field).asDouble())
                    .toArray();
            chart.addSeries(name, tokens, loss).setMarker(SeriesMarkers.NONE);
        }
    }
}
