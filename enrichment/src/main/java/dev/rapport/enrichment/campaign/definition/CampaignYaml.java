package dev.rapport.enrichment.campaign.definition;

import dev.rapport.enrichment.campaign.Campaign;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads campaign definitions. JSON is YAML too. */
public final class CampaignYaml {
    private static final LoadSettings SETTINGS = LoadSettings.builder().build();

    private CampaignYaml() {}

    /** What is wrong with a definition, in the order of the text; empty when it can be published. */
    public static List<CampaignProblem> validate(String text) {
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
            throw invalid(1, 1, "nested too deeply");
        }
    }

    private static Campaign read(String text) throws InvalidCampaignException {
        var problems = new ArrayList<CampaignProblem>();
        var root = compose(text);
        var campaign = new CampaignReader(problems).read(root);
        if (!problems.isEmpty()) {
            problems.sort(Comparator.comparingInt(CampaignProblem::line).thenComparingInt(CampaignProblem::column));
            throw new InvalidCampaignException(problems);
        }
        return campaign;
    }

    private static Node compose(String text) throws InvalidCampaignException {
        try {
            return new Compose(SETTINGS)
                    .composeString(text)
                    .orElseThrow(() -> invalid(1, 1, "a campaign must be a mapping of keys to values"));
        } catch (MarkedYamlEngineException e) {
            Optional<Mark> mark = e.getProblemMark();
            throw invalid(
                    mark.map(Mark::getLine).orElse(0) + 1,
                    mark.map(Mark::getColumn).orElse(0) + 1,
                    "not YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            throw invalid(1, 1, "not YAML: " + e.getMessage());
        }
    }

    private static InvalidCampaignException invalid(int line, int column, String message) {
        return new InvalidCampaignException(List.of(new CampaignProblem(line, column, message)));
    }
}
