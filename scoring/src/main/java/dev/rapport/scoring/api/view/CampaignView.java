package dev.rapport.scoring.api.view;

import dev.rapport.schemas.CampaignDefinition;
import dev.rapport.schemas.CampaignKind;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A campaign.
 *
 * @param kind as its file names it; null of a kind that is not known here
 */
public record CampaignView(
        String id, int version, @Nullable String kind, String channel, String goal, Instant publishedAt) {
    public static CampaignView of(CampaignDefinition campaign) {
        return new CampaignView(
                campaign.getCampaignId(),
                campaign.getVersion(),
                campaign.getKind() == CampaignKind.OTHER
                        ? null
                        : campaign.getKind().name().toLowerCase(Locale.ROOT),
                campaign.getChannel(),
                campaign.getGoal(),
                campaign.getPublishedAt());
    }
}
