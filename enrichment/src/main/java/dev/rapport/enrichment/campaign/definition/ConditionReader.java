package dev.rapport.enrichment.campaign.definition;

import dev.rapport.enrichment.condition.Condition;
import dev.rapport.enrichment.condition.InvalidConditionException;
import dev.rapport.enrichment.condition.cel.CelConditions;
import dev.rapport.runtime.yaml.YamlFields;
import java.util.Optional;

/** Reads conditions: {@code audience}, {@code trigger.when}. */
final class ConditionReader {
    private ConditionReader() {}

    /** The condition of a key, if it is there; empty, too, where it is a problem. */
    static Optional<Condition> read(YamlFields in, String key) {
        return in.optionalText(key).filter(text -> !text.isEmpty()).flatMap(text -> {
            try {
                return Optional.of(CelConditions.OF_CAMPAIGNS.compile(text));
            } catch (InvalidConditionException e) {
                in.problem(in.placeOf(key).inside(e.line(), e.column()), in.pathOf(key) + ": " + e.getMessage());
                return Optional.empty();
            }
        });
    }
}
