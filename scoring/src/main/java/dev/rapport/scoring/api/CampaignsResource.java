package dev.rapport.scoring.api;

import dev.rapport.runtime.http.HttpRoutes;
import dev.rapport.runtime.http.Role;
import dev.rapport.runtime.http.Routes;
import dev.rapport.schemas.CampaignDefinition;
import dev.rapport.scoring.api.view.CampaignView;
import dev.rapport.scoring.api.view.CampaignsView;
import dev.rapport.scoring.view.LatestByKey;
import io.javalin.http.Context;

/** {@code GET /api/v1/campaigns}: every campaign, by id. */
final class CampaignsResource implements HttpRoutes {
    static final String PATH = "/api/v1/campaigns";

    private final LatestByKey<CampaignDefinition> campaigns;

    CampaignsResource(LatestByKey<CampaignDefinition> campaigns) {
        this.campaigns = campaigns;
    }

    @Override
    public void addTo(Routes routes) {
        routes.get(PATH, Role.READ, this::list);
    }

    private void list(Context context) {
        ApiResponses.send(
                context,
                new CampaignsView(campaigns.all().stream().map(CampaignView::of).toList()));
    }
}
