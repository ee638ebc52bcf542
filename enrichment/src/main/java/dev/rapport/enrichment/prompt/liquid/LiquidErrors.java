package dev.rapport.enrichment.prompt.liquid;

import dev.rapport.enrichment.prompt.TemplateException;
import java.util.regex.Pattern;
import liqp.exceptions.LiquidException;

/** What the library complains about, with its place. */
final class LiquidErrors {
    private static final Pattern PARSER = Pattern.compile("parser error \"(.*)\" on line \\d+.*", Pattern.DOTALL);
    private static final Pattern PLACE = Pattern.compile("error on line (\\d+), index (\\d+): (.*)", Pattern.DOTALL);

    private LiquidErrors() {}

    static TemplateException of(RuntimeException error) {
        var message = String.valueOf(error.getMessage());
        if (error instanceof LiquidException liquid) {
            var parser = PARSER.matcher(message);
            return new TemplateException(
                    parser.matches() ? parser.group(1) : message, liquid.line, liquid.charPositionInLine, error);
        }
        var place = PLACE.matcher(message);
        if (place.matches()) {
            return new TemplateException(
                    place.group(3), Integer.parseInt(place.group(1)), Integer.parseInt(place.group(2)) + 1, error);
        }
        return new TemplateException(message, 0, 0, error);
    }
}
