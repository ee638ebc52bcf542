package dev.rapport.inference.consent;

import dev.rapport.schemas.CampaignDefinition;

/** Campaigns into {@link PausedCampaigns}; one that cannot be read may be paused. */
final class PauseReader implements KeyedRecords.Reader<CampaignDefinition> {
    private final PausedCampaigns paused;

    PauseReader(PausedCampaigns paused) {
        this.paused = paused;
    }

    @Override
    public void onValue(String key, CampaignDefinition campaign) {
        paused.put(key, campaign.getPaused());
    }

    @Override
    public void onTombstone(String key) {
        // A campaign that ends while it is paused stays so: what waits for it must not go out.
    }

    @Override
    public void onUnreadable(String key) {
        paused.put(key, true);
    }
}
