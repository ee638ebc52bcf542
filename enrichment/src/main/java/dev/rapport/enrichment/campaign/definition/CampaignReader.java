package dev.rapport.enrichment.campaign.definition;

import dev.rapport.enrichment.campaign.Audience;
import dev.rapport.enrichment.campaign.Campaign;
import dev.rapport.runtime.yaml.YamlFields;
import dev.rapport.schemas.CampaignKind;
import dev.rapport.schemas.consent.Purposes;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Set;

/** Turns the nodes of one definition into a campaign, collecting what breaks a rule. */
final class CampaignReader {
    /** OTHER stands for what a reader of the record does not know. */
    private static final Set<CampaignKind> KINDS = EnumSet.complementOf(EnumSet.of(CampaignKind.OTHER));

    private CampaignReader() {}

    /** The campaign; with stand-ins where there are problems. */
    static Campaign read(YamlFields in) {
        var id = in.parsed("id", null, Values.matching("[a-z0-9]+(-[a-z0-9]+)*", "lower-case words joined by -"), "?");
        var version = in.parsed("version", null, Values.whole(1, Integer.MAX_VALUE), 1);
        var kind = in.parsed("kind", null, Values.oneOf(KINDS), CampaignKind.RECOMMENDATION);
        var trigger = TriggerReader.read(in);
        var goal = in.text("goal", null);
        var audience = new Audience(
                in.text("channel", null), in.text("consent", Purposes.MARKETING), ConditionReader.read(in, "audience"));
        var defaultZone = in.<ZoneId>optional("default-zone", Times::zone, ZoneOffset.UTC);
        var experiment = ExperimentReader.read(in, defaultZone.orElse(ZoneOffset.UTC));
        var pacing = PacingReader.read(in, defaultZone);
        var text = TextReader.read(in, kind, experiment);
        in.finish();
        return new Campaign(id, version, kind, goal, trigger, audience, pacing, experiment, text);
    }
}
