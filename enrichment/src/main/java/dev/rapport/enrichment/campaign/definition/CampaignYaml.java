package dev.rapport.enrichment.campaign.definition;

import dev.rapport.enrichment.campaign.Campaign;
import dev.rapport.runtime.yaml.YamlException;
import dev.rapport.runtime.yaml.YamlFields;
import dev.rapport.runtime.yaml.YamlProblem;
import java.util.ArrayList;
import java.util.List;

/** Reads campaign definitions. JSON is YAML too. */
public final class CampaignYaml {
    private CampaignYaml() {}

    /** What is wrong with a definition, in the order of the text; empty when it can be published. */
    public static List<YamlProblem> validate(String text) {
        try {
            parse(text);
            return List.of();
        } catch (InvalidCampaignException e) {
            return e.problems();
        }
    }

    /** @throws InvalidCampaignException with every problem of the text */
    public static Campaign parse(String text) throws InvalidCampaignException {
        try {
            return read(text);
        } catch (StackOverflowError e) {
            // Parsers of YAML and of templates descend with the text.
            throw new InvalidCampaignException(List.of(new YamlProblem(1, 1, "nested too deeply")));
        }
    }

    /** Where a definition says its id, with that as message. */
    public static YamlProblem placeOfId(String text) throws InvalidCampaignException {
        try {
            var fields = YamlFields.parse(text, "a campaign", new ArrayList<>());
            var place = fields.placeOf("id");
            return new YamlProblem(place.line(), place.column(), "id");
        } catch (YamlException e) {
            throw new InvalidCampaignException(List.of(e.problem()));
        }
    }

    private static Campaign read(String text) throws InvalidCampaignException {
        var problems = new ArrayList<YamlProblem>();
        Campaign campaign;
        try {
            campaign = CampaignReader.read(YamlFields.parse(text, "a campaign", problems));
        } catch (YamlException e) {
            throw new InvalidCampaignException(List.of(e.problem()));
        }
        if (!problems.isEmpty()) {
            problems.sort(YamlProblem.IN_ORDER);
            throw new InvalidCampaignException(problems);
        }
        return campaign;
    }
}
