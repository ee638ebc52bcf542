package dev.rapport.tuning.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A training's loss over its tokens, as SVG. */
final class LossPlot {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 400;
    private static final int LEFT = 60;
    private static final int RIGHT = 20;
    private static final int TOP = 40;
    private static final int BOTTOM = 50;
    private static final int TICKS = 5;

    private final double mostTokens;
    private final double mostLoss;

    private LossPlot(double mostTokens, double mostLoss) {
        this.mostTokens = mostTokens;
        this.mostLoss = mostLoss;
    }

    /** @param log lines of a training log, in order */
    static String of(List<JsonNode> log) {
        var tokens =
                log.stream().mapToDouble(line -> line.path("tokens").asDouble()).max();
        var loss = log.stream()
                .mapToDouble(line -> Math.max(
                        line.path("loss").asDouble(),
                        line.path("validationLoss").asDouble()))
                .max();
        return new LossPlot(Math.max(1, tokens.orElse(1)), Math.max(1e-6, loss.orElse(1))).draw(log);
    }

    private String draw(List<JsonNode> log) {
        var svg = new StringBuilder(format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                        + " font-size=\"12\">%n<title>Loss over tokens</title>%n"
                        + "<rect width=\"%d\" height=\"%d\" fill=\"white\"/>%n",
                WIDTH, HEIGHT, WIDTH, HEIGHT));
        for (var i = 0; i <= TICKS; i++) {
            var loss = mostLoss * i / TICKS;
            var tokens = mostTokens * i / TICKS;
            svg.append(format(
                    "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/>%n",
                    LEFT, WIDTH - RIGHT, y(loss), y(loss)));
            svg.append(text(LEFT - 8, y(loss) + 4, "end", format("%.2f", loss)));
            svg.append(text(x(tokens), HEIGHT - BOTTOM + 18.0, "middle", amount(tokens)));
        }
        svg.append(text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 12.0, "middle", "tokens"));
        svg.append(series(log, "loss", "#1f77b4")).append(series(log, "validationLoss", "#d62728"));
        svg.append(text(LEFT, 24, "start", "loss a token: ", "training", "#1f77b4", "kept back", "#d62728"));
        return svg.append("</svg>\n").toString();
    }

    private String series(List<JsonNode> log, String field, String colour) {
        var points = log.stream()
                .filter(line -> line.has(field))
                .map(line -> format(
                        "%.1f,%.1f",
                        x(line.path("tokens").asDouble()), y(line.path(field).asDouble())))
                .collect(Collectors.joining(" "));
        return format("<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\" points=\"%s\"/>%n", colour, points);
    }

    private static String text(double x, double y, String anchor, String text, String... coloured) {
        var spans = new StringBuilder();
        for (var i = 0; i + 1 < coloured.length; i += 2) {
            spans.append(format("<tspan fill=\"%s\">%s </tspan>", coloured[i + 1], coloured[i]));
        }
        return format("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s%s</text>%n", x, y, anchor, text, spans);
    }

    private static String amount(double tokens) {
        return tokens >= 1e6 ? format("%.1f M", tokens / 1e6) : format("%.0f k", tokens / 1e3);
    }

    private double x(double tokens) {
        return LEFT + tokens / mostTokens * (WIDTH - LEFT - RIGHT);
    }

    private double y(double loss) {
        return HEIGHT - BOTTOM - Math.max(0, loss) / mostLoss * (HEIGHT - TOP - BOTTOM);
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
