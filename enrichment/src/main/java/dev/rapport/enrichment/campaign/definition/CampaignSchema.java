package dev.rapport.enrichment.campaign.definition;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The JSON Schema of campaign files, for editors: it knows the keys that the reader knows, a test sees to that. */
public final class CampaignSchema {
    private static final String RESOURCE = "/campaign.schema.json";

    private CampaignSchema() {}

    /** Draft 7, which editors know best. */
    public static String json() {
        try (var in = Objects.requireNonNull(CampaignSchema.class.getResourceAsStream(RESOURCE))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
