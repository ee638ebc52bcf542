package dev.rapport.enrichment.campaign.definition;

import dev.rapport.enrichment.campaign.Arm;
import dev.rapport.enrichment.campaign.Languages;
import dev.rapport.enrichment.campaign.Templates;
import dev.rapport.enrichment.prompt.PromptVariables;
import dev.rapport.enrichment.prompt.TemplateException;
import dev.rapport.enrichment.prompt.liquid.LiquidPromptWriter;
import dev.rapport.runtime.yaml.YamlFields;
import dev.rapport.runtime.yaml.YamlPlace;
import java.util.List;

/** Fills every template with a sample for every arm and language: mistakes are found before a customer is. */
final class TemplateCheck {
    private final YamlFields in;
    private final LiquidPromptWriter writer = LiquidPromptWriter.strict();

    TemplateCheck(YamlFields in) {
        this.in = in;
    }

    void check(Templates templates, List<Arm> arms, Languages languages) {
        var places = in.placesIn("must-mention");
        check("template", in.placeOf("template"), templates.prompt(), arms, languages);
        check("fallback", in.placeOf("fallback"), templates.fallback(), arms, languages);
        for (var i = 0; i < Math.min(places.size(), templates.mustMention().size()); i++) {
            check("must-mention", places.get(i), templates.mustMention().get(i), arms, languages);
        }
    }

    private void check(String key, YamlPlace place, String template, List<Arm> arms, Languages languages) {
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
                    in.problem(place.inside(e.line(), e.column()), key + ": " + e.getMessage());
                    return;
                }
            }
        }
    }
}
