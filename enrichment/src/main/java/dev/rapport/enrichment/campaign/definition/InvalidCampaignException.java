package dev.rapport.enrichment.campaign.definition;

import dev.rapport.runtime.yaml.YamlProblem;
import java.util.List;
import java.util.stream.Collectors;

/** A campaign definition that breaks rules; the message has one line for each. */
public final class InvalidCampaignException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<YamlProblem> problems;

    InvalidCampaignException(List<YamlProblem> problems) {
        super(problems.stream().map(YamlProblem::toString).collect(Collectors.joining(System.lineSeparator())));
        this.problems = List.copyOf(problems);
    }

    /** At least one, in the order of the file. */
    public List<YamlProblem> problems() {
        return problems;
    }
}
