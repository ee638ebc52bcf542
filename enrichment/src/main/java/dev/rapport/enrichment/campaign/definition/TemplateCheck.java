package dev.rapport.enrichment.campaign.definition;

import dev.rapport.enrichment.campaign.Arm;
import dev.rapport.enrichment.campaign.Languages;
import dev.rapport.enrichment.campaign.Templates;
import dev.rapport.enrichment.prompt.PromptVariables;
import dev.rapport.enrichment.prompt.TemplateException;
import dev.rapport.enrichment.prompt.liquid.LiquidPromptWriter;
import java.util.List;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Fills every template with a sample for every arm and language: mistakes are found before a customer is. */
final class TemplateCheck {
    private final YamlFields in;
    private final LiquidPromptWriter writer = LiquidPromptWriter.strict();

    TemplateCheck(YamlFields in) {
        this.in = in;
    }

    void check(Templates templates, List<Arm> arms, Languages languages) {
        var places =
                in.placeOf("must-mention") instanceof SequenceNode sequence ? sequence.getValue() : List.<Node>of();
        check("template", in.placeOf("template"), templates.prompt(), arms, languages);
        check("fallback", in.placeOf("fallback"), templates.fallback(), arms, languages);
        for (var i = 0; i < Math.min(places.size(), templates.mustMention().size()); i++) {
            check("must-mention", places.get(i), templates.mustMention().get(i), arms, languages);
        }
    }

    private void check(String key, Node place, String template, List<Arm> arms, Languages languages) {
        if (template.isEmpty()) {
            return;
        }
        for (var arm : arms) {
            for (var language : languages.supported()) {
                try {
                    if (writer.fill(template, PromptVariables.sample(arm.name(), language))
                            .isBlank()) {
                        in.problem(place, key + ": is empty when filled for arm " + arm.name());
                        return;
                    }
                } catch (TemplateException e) {
                    report(key, place, e);
                    return;
                }
            }
        }
    }

    /** The place inside a block scalar is that of the file; elsewhere the scalar's own is near enough. */
    private void report(String key, Node place, TemplateException error) {
        var isBlock = place instanceof ScalarNode scalar && scalar.getScalarStyle() == ScalarStyle.LITERAL;
        if (isBlock && error.line() > 0) {
            in.problemInBlock(place, error.line(), error.column(), key + ": " + error.getMessage());
        } else {
            in.problem(place, key + ": " + error.getMessage());
        }
    }
}
