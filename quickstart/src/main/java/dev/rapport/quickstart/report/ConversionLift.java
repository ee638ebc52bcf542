package dev.rapport.quickstart.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * How much more often customers of an arm convert than those of the control, as the API answers.
 *
 * @param absolute      difference of the rates
 * @param low           lower end of its interval
 * @param high          upper end of its interval
 * @param alpha         chance that the interval misses the true difference
 * @param standardError of the difference
 */
public record ConversionLift(
        String experiment, String arm, double absolute, double low, double high, double alpha, double standardError) {
    /** Those of all experiments, in their order. */
    static List<ConversionLift> of(List<JsonNode> experiments) {
        return experiments.stream()
                .flatMap(experiment -> StreamSupport.stream(
                                experiment.path("lifts").spliterator(), false)
                        .filter(lift -> lift.path("metric").asText().equals("conversion"))
                        .map(lift -> of(experiment, lift)))
                .toList();
    }

    /** The one with the most customers behind it. */
    public static Optional<ConversionLift> surest(List<JsonNode> experiments) {
        return of(experiments).stream().min(Comparator.comparingDouble(ConversionLift::standardError));
    }

    private static ConversionLift of(JsonNode experiment, JsonNode lift) {
        return new ConversionLift(
                experiment.path("experiment").asText(),
                lift.path("arm").asText(),
                lift.path("absolute").asDouble(),
                lift.path("interval").path("low").asDouble(),
                lift.path("interval").path("high").asDouble(),
                experiment.path("alpha").asDouble(0.05),
                lift.path("standardError").asDouble(1));
    }
}
