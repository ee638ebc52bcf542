package dev.rapport.enrichment.campaign.definition;

import dev.rapport.enrichment.campaign.Arm;
import dev.rapport.enrichment.campaign.Campaign;
import dev.rapport.enrichment.campaign.FrequencyCap;
import dev.rapport.enrichment.campaign.Languages;
import dev.rapport.enrichment.campaign.Share;
import dev.rapport.enrichment.campaign.Templates;
import dev.rapport.enrichment.campaign.Trigger;
import dev.rapport.runtime.yaml.YamlFields;
import dev.rapport.schemas.CampaignKind;
import dev.rapport.schemas.Sampling;
import dev.rapport.schemas.campaign.Arms;
import dev.rapport.schemas.consent.Purposes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Turns the nodes of one definition into a campaign, collecting what breaks a rule. */
final class CampaignReader {
    /** OTHER stands for what a reader of the record does not know. */
    private static final Set<CampaignKind> KINDS = EnumSet.complementOf(EnumSet.of(CampaignKind.OTHER));

    private static final Duration DEFAULT_MAX_AGE = Duration.ofHours(1);
    private static final Sampling DEFAULT_SAMPLING = Sampling.newBuilder()
            .setCandidates(3)
            .setMaxNewTokens(60)
            .setTemperature(0.8)
            .setTopK(0)
            .setTopP(0.95)
            .build();

    private CampaignReader() {}

    /** The campaign; with stand-ins where there are problems. */
    static Campaign read(YamlFields in) {
        var id = in.parsed("id", null, Values.matching("[a-z0-9]+(-[a-z0-9]+)*", "lower-case words joined by -"), "?");
        var version = in.parsed("version", null, Values.whole(1, Integer.MAX_VALUE), 1);
        var kind = in.parsed("kind", null, Values.oneOf(KINDS), CampaignKind.RECOMMENDATION);
        var trigger = in.requiredMapping("trigger")
                .map(CampaignReader::trigger)
                .orElseGet(() -> new Trigger.Event(List.of(), Duration.ZERO));
        var goal = in.text("goal", null);
        var channel = in.text("channel", null);
        var consent = in.text("consent", Purposes.MARKETING);
        var holdout = in.parsed("holdout", Share.NONE, Values::share, Share.NONE);
        if (holdout.buckets() == Share.WHOLE) {
            in.problemOf("holdout", "must be less than 100%, or no customer is written to");
        }
        var cap = in.mapping("cap").map(CampaignReader::cap);
        var arms = arms(in);
        var languages = in.requiredMapping("language")
                .map(CampaignReader::languages)
                .orElseGet(() -> new Languages("en", List.of("en")));
        var sampling = in.mapping("sampling").map(CampaignReader::sampling).orElse(DEFAULT_SAMPLING);
        var ordered = in.parsed("ordered", false, Values::flag, false);
        var rules = RulesReader.read(in, kind);
        var templates = new Templates(
                in.text("template", null), in.text("fallback", null), in.texts("must-mention", List.of()));
        new TemplateCheck(in).check(templates, arms, languages);
        in.finish();
        return new Campaign(
                id, version, kind, trigger, goal, channel, consent, holdout, cap, arms, languages, sampling, ordered,
                rules, templates);
    }

    private static Trigger trigger(YamlFields in) {
        var events = in.texts("events", null);
        if (events.isEmpty()) {
            in.problemOf("events", "must name at least one event");
        }
        var maxAge = in.parsed("max-age", DEFAULT_MAX_AGE, Values::duration, DEFAULT_MAX_AGE);
        in.finish();
        return new Trigger.Event(events, maxAge);
    }

    private static FrequencyCap cap(YamlFields in) {
        var messages = in.parsed("messages", null, Values.whole(1, 100), 1);
        var per = in.parsed("per", null, Values::duration, DEFAULT_MAX_AGE);
        in.finish();
        return new FrequencyCap(messages, per);
    }

    private static List<Arm> arms(YamlFields root) {
        var arms = new ArrayList<Arm>();
        var names = new HashSet<String>();
        var total = 0;
        for (var in : root.requiredMappings("arms")) {
            var name = in.text("name", null);
            var weight = in.parsed("weight", null, Values::share, Share.NONE);
            if (name.equals(Arms.HOLDOUT)) {
                in.problemOf("name", "holdout is the name of those who get nothing");
            } else if (!names.add(name)) {
                in.problemOf("name", "'" + name + "' is given twice");
            }
            in.finish();
            total += weight.buckets();
            arms.add(new Arm(name, weight));
        }
        if (total != Share.WHOLE) {
            root.problemOf("arms", "weights must add up to 100%, not " + Values.percent(total));
        }
        return arms;
    }

    private static Languages languages(YamlFields in) {
        var code = Values.matching("[a-z]{2}", "an ISO 639-1 code such as en");
        var fallback = in.parsed("default", null, code, "en");
        var supported = in.texts("supported", List.of(fallback));
        for (var language : supported) {
            try {
                var unused = code.apply(language);
            } catch (IllegalArgumentException e) {
                in.problemOf("supported", String.valueOf(e.getMessage()));
            }
        }
        if (!supported.contains(fallback)) {
            in.problemOf("supported", "must contain the default, " + fallback);
        }
        in.finish();
        return new Languages(fallback, supported);
    }

    private static Sampling sampling(YamlFields in) {
        var sampling = Sampling.newBuilder()
                .setCandidates(in.parsed("candidates", DEFAULT_SAMPLING.getCandidates(), Values.whole(1, 64), 1))
                .setMaxNewTokens(
                        in.parsed("max-new-tokens", DEFAULT_SAMPLING.getMaxNewTokens(), Values.whole(1, 4096), 1))
                .setTemperature(in.parsed("temperature", DEFAULT_SAMPLING.getTemperature(), Values::temperature, 1.0))
                .setTopK(in.parsed("top-k", DEFAULT_SAMPLING.getTopK(), Values.whole(0, Integer.MAX_VALUE), 0))
                .setTopP(in.parsed("top-p", DEFAULT_SAMPLING.getTopP(), Values.between(Double.MIN_VALUE, 1), 1.0))
                .setMinP(in.parsed("min-p", 0.0, Values.between(0, Math.nextDown(1.0)), 0.0))
                .setRepetitionPenalty(in.parsed("repetition-penalty", 1.0, Values.between(Double.MIN_VALUE, 100), 1.0))
                .setNoRepeatNgramSize(in.parsed("no-repeat-ngram-size", 0, Values.whole(0, 1024), 0))
                .build();
        in.finish();
        return sampling;
    }
}
