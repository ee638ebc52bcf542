package dev.rapport.enrichment.campaign.definition;

import dev.rapport.enrichment.campaign.Experiment;
import dev.rapport.enrichment.campaign.Languages;
import dev.rapport.enrichment.campaign.Templates;
import dev.rapport.enrichment.campaign.Text;
import dev.rapport.runtime.yaml.YamlFields;
import dev.rapport.schemas.CampaignKind;
import dev.rapport.schemas.Sampling;
import java.util.List;

/** Reads what a campaign writes with: {@code language}, {@code sampling}, its templates and what {@link RulesReader} reads. */
final class TextReader {
    private static final Sampling DEFAULT_SAMPLING = Sampling.newBuilder()
            .setCandidates(3)
            .setMaxNewTokens(60)
            .setTemperature(0.8)
            .setTopK(0)
            .setTopP(0.95)
            .build();

    private TextReader() {}

    /** @param experiment whose arms the templates must be able to write for */
    static Text read(YamlFields in, CampaignKind kind, Experiment experiment) {
        var languages = in.requiredMapping("language")
                .map(TextReader::languages)
                .orElseGet(() -> new Languages("en", List.of("en")));
        var sampling = in.mapping("sampling").map(TextReader::sampling).orElse(DEFAULT_SAMPLING);
        var rules = RulesReader.read(in, kind);
        var templates = new Templates(
                in.text("template", null), in.text("fallback", null), in.texts("must-mention", List.of()));
        new TemplateCheck(in).check(templates, experiment.arms(), languages);
        return new Text(languages, sampling, rules, templates);
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
