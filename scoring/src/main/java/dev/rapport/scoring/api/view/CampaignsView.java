package dev.rapport.scoring.api.view;

import java.util.List;

/** @param campaigns by id */
public record CampaignsView(List<CampaignView> campaigns) {}
