package dev.rapport.scoring.api;

import dev.rapport.scoring.experiment.ExperimentAnalysis;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Shares of customers that a campaign's definition means for its arms and for the holdout. */
final class CampaignShares {
    private static final double TOLERANCE = 1e-6;

    private CampaignShares() {}

    /** Positive shares by arm, which add up to 1; nothing when the definition does not say so. */
    static Map<String, Double> of(String yaml) {
        try {
            var definition = new Load(LoadSettings.builder().build()).loadFromString(yaml);
            if (!(definition instanceof Map<?, ?> fields) || !(fields.get("arms") instanceof List<?> arms)) {
                return Map.of();
            }
            var shares = new TreeMap<String, Double>();
            var holdout = fields.get("holdout") == null ? 0 : share(fields.get("holdout"));
            shares.put(ExperimentAnalysis.HOLDOUT, holdout);
            for (var arm : arms) {
                if (arm instanceof Map<?, ?> armFields) {
                    shares.put(String.valueOf(armFields.get("name")), share(armFields.get("weight")) * (1 - holdout));
                }
            }
            shares.values().removeIf(share -> share <= 0);
            var sum = shares.values().stream().mapToDouble(Double::doubleValue).sum();
            return Math.abs(sum - 1) <= TOLERANCE ? shares : Map.of();
        } catch (YamlEngineException | ArithmeticException | NumberFormatException e) {
            // Published definitions were validated; one that cannot be read any more means nothing.
            return Map.of();
        }
    }

    private static double share(@Nullable Object percent) {
        var text = String.valueOf(percent).strip();
        if (!text.endsWith("%")) {
            throw new NumberFormatException("'" + text + "' is not a percentage");
        }
        return new BigDecimal(text.substring(0, text.length() - 1).strip())
                .movePointLeft(2)
                .doubleValue();
    }
}
