package dev.rapport.enrichment.campaign;

import dev.rapport.schemas.CampaignArm;
import dev.rapport.schemas.CampaignDefinition;

/** A campaign as other services read it: what they need of the YAML stands in fields beside it. */
public final class CampaignRecord {
    private CampaignRecord() {}

    /** The definition with every typed field as its YAML has it, whatever the publisher put there. */
    public static CampaignDefinition complete(CampaignDefinition published, Campaign campaign) {
        return CampaignDefinition.newBuilder(published)
                .setCampaignId(campaign.id())
                .setVersion(campaign.version())
                .setKind(campaign.kind())
                .setChannel(campaign.audience().channel())
                .setPurpose(campaign.audience().consent())
                .setGoal(campaign.goal())
                .setArms(campaign.experiment().arms().stream()
                        .map(arm -> new CampaignArm(arm.name(), arm.weight().buckets()))
                        .toList())
                .setHoldoutBasisPoints(campaign.experiment().holdout().buckets())
                .build();
    }
}
