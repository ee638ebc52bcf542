package dev.rapport.inference.consent;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Campaigns that are paused, by id. Safe for use by several threads. */
public final class PausedCampaigns {
    private final Set<String> ids = ConcurrentHashMap.newKeySet();

    /** Whether nothing is written for a campaign now. */
    public boolean contains(String campaignId) {
        return ids.contains(campaignId);
    }

    void put(String campaignId, boolean isPaused) {
        if (isPaused) {
            ids.add(campaignId);
        } else {
            ids.remove(campaignId);
        }
    }
}
