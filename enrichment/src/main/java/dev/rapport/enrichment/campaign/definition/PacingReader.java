package dev.rapport.enrichment.campaign.definition;

import dev.rapport.enrichment.campaign.FrequencyCap;
import dev.rapport.enrichment.campaign.Pacing;
import dev.rapport.runtime.yaml.YamlFields;
import java.time.Duration;

/** Reads when and how often a campaign writes: {@code cap} and {@code ordered}. */
final class PacingReader {
    private PacingReader() {}

    static Pacing read(YamlFields in) {
        var cap = in.mapping("cap").map(PacingReader::cap);
        var ordered = in.parsed("ordered", false, Values::flag, false);
        return new Pacing(cap, ordered);
    }

    private static FrequencyCap cap(YamlFields in) {
        var messages = in.parsed("messages", null, Values.whole(1, 100), 1);
        var per = in.parsed("per", null, Values::duration, Duration.ofHours(1));
        in.finish();
        return new FrequencyCap(messages, per);
    }
}
