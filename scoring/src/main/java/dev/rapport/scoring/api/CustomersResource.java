package dev.rapport.scoring.api;

import dev.rapport.runtime.http.HttpRoutes;
import dev.rapport.runtime.http.Role;
import dev.rapport.runtime.http.Routes;
import dev.rapport.schemas.PathTouchpoint;
import dev.rapport.schemas.Reply;
import dev.rapport.scoring.api.view.CustomerView;
import dev.rapport.scoring.api.view.CustomerView.DecisionView;
import dev.rapport.scoring.api.view.CustomerView.ExposureView;
import dev.rapport.scoring.api.view.CustomerView.TouchpointView;
import dev.rapport.scoring.api.view.ProfileView;
import dev.rapport.scoring.api.view.ReplyView;
import dev.rapport.scoring.view.ScoringView;
import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/v1/customers/{id}}: profile, and the latest decisions, touchpoints and replies, newest first. The id is a
 * customerId, a user id or an anonymous id.
 */
final class CustomersResource implements HttpRoutes {
    static final String PATH = "/api/v1/customers/{id}";

    private static final int MAX_REPLIES = 20;

    private final ScoringView view;

    CustomersResource(ScoringView view) {
        this.view = view;
    }

    @Override
    public void addTo(Routes routes) {
        routes.get(PATH, Role.READ, this::one);
    }

    private void one(Context context) {
        var id = context.pathParam("id");
        var customer = view.customers().meantBy(id).stream()
                .map(this::customer)
                .filter(found -> !found.isUnknown())
                .findFirst()
                .orElseThrow(() -> new UnknownIdException("customer", id));
        ApiResponses.send(context, customer);
    }

    private CustomerView customer(String customerId) {
        var ids = view.customers().idsOf(customerId);
        return new CustomerView(
                customerId,
                view.profiles().find(customerId).map(ProfileView::of).orElse(null),
                view.decisions().newestOf(ids).stream().map(DecisionView::of).toList(),
                view.touchpoints().newestOf(ids).stream()
                        .map(touchpoint -> TouchpointView.of(touchpoint, source(touchpoint)))
                        .toList(),
                view.exposures().newestOf(ids).stream().map(ExposureView::of).toList(),
                view.replies().newestOf(ids, MAX_REPLIES).stream()
                        .map(ReplyView::of)
                        .toList());
    }

    /** The campaign of the reply that was engaged with; else what the event names. */
    private String source(PathTouchpoint touchpoint) {
        @Nullable String promptId = touchpoint.getPromptId();
        return promptId == null
                ? touchpoint.getSource()
                : view.replies().find(promptId).map(Reply::getCampaignId).orElse(touchpoint.getSource());
    }
}
