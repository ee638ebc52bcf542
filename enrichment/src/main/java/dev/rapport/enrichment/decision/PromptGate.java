package dev.rapport.enrichment.decision;

import dev.rapport.enrichment.prompt.PromptVariables;
import dev.rapport.enrichment.prompt.PromptWriter;
import dev.rapport.enrichment.prompt.TemplateException;
import dev.rapport.schemas.DecisionGate;
import dev.rapport.schemas.DecisionReason;

/**
 * Whether the text can be written. For holdout customers too: those who could not be written to must be left out on both
 * sides.
 */
final class PromptGate implements Gate {
    private static final String LIMIT = "can be written";

    private final PromptWriter writer;

    PromptGate(PromptWriter writer) {
        this.writer = writer;
    }

    @Override
    public DecisionGate kind() {
        return DecisionGate.PROMPT;
    }

    @Override
    public Verdict check(Case it) {
        var campaign = it.campaign();
        var profile = it.person().profile();
        var assigned = it.assigned(Assignment.of(campaign, it.draft().customerId()));
        var language = campaign.text().languages().forCustomer(profile.getLanguage());
        var arm = assigned.foundAssignment().writtenArm();
        var variables = PromptVariables.of(arm, language, profile, it.foundSubject(), it.event());
        try {
            var written = writer.write(campaign.text().templates(), variables);
            return assigned.with(new Letter(language, written))
                    .passes(written.prompt().length() + " characters for arm " + arm, LIMIT);
        } catch (TemplateException e) {
            return assigned.stops(DecisionReason.FAILED, "failed for arm " + arm, LIMIT, e.getMessage());
        }
    }
}
