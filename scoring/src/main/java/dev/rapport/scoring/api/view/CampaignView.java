package dev.rapport.scoring.api.view;

import dev.rapport.schemas.CampaignDefinition;
import dev.rapport.schemas.CampaignKind;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A campaign.
 *
 * @param kind        as its file names it; null of a kind that is not known here
 * @param publishedBy who published, paused or resumed it last
 * @param paused      whether nothing of it is written
 */
public record CampaignView(
        String id,
        int version,
        @Nullable String kind,
        String channel,
        String goal,
        Instant publishedAt,
        String publishedBy,
        boolean paused) {
    public static CampaignView of(CampaignDefinition campaign) {
        return new CampaignView(
                campaign.getCampaignId(),
                campaign.getVersion(),
                campaign.getKind() == CampaignKind.OTHER
                        ? null
                        : campaign.getKind().name().toLowerCase(Locale.ROOT),
                campaign.getChannel(),
                campaign.getGoal(),
                campaign.getPublishedAt(),
                campaign.getPublishedBy(),
                campaign.getPaused());
    }
}
