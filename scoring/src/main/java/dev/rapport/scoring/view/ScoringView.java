package dev.rapport.scoring.view;

import dev.rapport.schemas.ArmMoments;
import dev.rapport.schemas.CampaignDefinition;
import dev.rapport.schemas.CustomerProfile;
import dev.rapport.schemas.Decision;
import dev.rapport.schemas.ExperimentExposure;
import dev.rapport.schemas.Identity;
import dev.rapport.schemas.PathTouchpoint;
import dev.rapport.schemas.topic.Topics;

/**
 * All that is shown: the API, the event stream and Prometheus have it from here, whichever instance answers.
 *
 * @param metrics     rows of metrics
 * @param arms        sums over the customers of arms, by experiment and arm
 * @param campaigns   definitions by campaign
 * @param products    of the catalogue
 * @param identities  what became of identifiers that were customers of their own, by their hash
 * @param profiles    profiles by customer
 * @param customers   who a customer is, by any identifier
 * @param decisions   about customers
 * @param touchpoints of customers
 * @param exposures   of customers to experiments
 * @param replies     to customers
 */
public record ScoringView(
        MetricRows metrics,
        LatestByKey<ArmMoments> arms,
        LatestByKey<CampaignDefinition> campaigns,
        CatalogProducts products,
        LatestByKey<Identity> identities,
        LatestByKey<CustomerProfile> profiles,
        CustomerLookup customers,
        CustomerRecords<Decision> decisions,
        CustomerRecords<PathTouchpoint> touchpoints,
        CustomerRecords<ExperimentExposure> exposures,
        Replies replies) {
    private static final int MAX_DECISIONS = 20;
    private static final int MAX_TOUCHPOINTS = 50;
    private static final int MAX_EXPOSURES = 100;

    /** An empty one, to be filled by a {@link ViewTopology}. */
    public static ScoringView create(ViewContext context) {
        var identities = new LatestByKey<>(context, Topics.IDENTITIES);
        var profiles = new LatestByKey<>(context, Topics.PROFILES);
        return new ScoringView(
                new MetricRows(context),
                new LatestByKey<>(context, Topics.EXPERIMENTS),
                new LatestByKey<>(context, Topics.CAMPAIGNS_ACCEPTED),
                new CatalogProducts(context),
                identities,
                profiles,
                new CustomerLookup(identities, profiles, context.hash()),
                new CustomerRecords<>(
                        context, Topics.DECISIONS, MAX_DECISIONS, Decision::getDecidedAt, Decision::getDecisionId),
                new CustomerRecords<>(
                        context,
                        Topics.TOUCHPOINTS,
                        MAX_TOUCHPOINTS,
                        PathTouchpoint::getOccurredAt,
                        touchpoint -> context.hash().apply(touchpoint.getMessageId()) + "|" + touchpoint.getKind()),
                new CustomerRecords<>(
                        context,
                        Topics.EXPOSURES,
                        MAX_EXPOSURES,
                        ExperimentExposure::getExposedAt,
                        exposure -> exposure.getCampaignId() + "|" + exposure.getOutside()),
                new Replies(context));
    }
}
