package dev.rapport.schemas.topic;

import static dev.rapport.schemas.topic.Cleanup.COMPACT;
import static dev.rapport.schemas.topic.Cleanup.DELETE;
import static dev.rapport.schemas.topic.ErasureRoute.KEPT;
import static dev.rapport.schemas.topic.ErasureRoute.KEY;
import static dev.rapport.schemas.topic.ErasureRoute.NOTHING_PERSONAL;
import static dev.rapport.schemas.topic.ErasureRoute.TOMBSTONE;

import dev.rapport.schemas.ArmMoments;
import dev.rapport.schemas.CampaignDefinition;
import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.CatalogProduct;
import dev.rapport.schemas.ConsentChange;
import dev.rapport.schemas.Conversion;
import dev.rapport.schemas.CustomerProfile;
import dev.rapport.schemas.CustomerTransfer;
import dev.rapport.schemas.Decision;
import dev.rapport.schemas.EnrichedEvent;
import dev.rapport.schemas.Erasure;
import dev.rapport.schemas.ExperimentExposure;
import dev.rapport.schemas.Identity;
import dev.rapport.schemas.Metric;
import dev.rapport.schemas.PathTouchpoint;
import dev.rapport.schemas.Policy;
import dev.rapport.schemas.Prompt;
import dev.rapport.schemas.Redrive;
import dev.rapport.schemas.RejectedEvent;
import dev.rapport.schemas.RelatedProducts;
import dev.rapport.schemas.Reply;
import dev.rapport.schemas.Session;
import dev.rapport.schemas.Suppression;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Every topic of Rapport. Dead letters are not here: they are bytes, named by {@link #deadLetters(String)}. */
public final class Topics {
    private static final int PARTITIONS = 6;
    private static final String DEAD_LETTERS = ".dlq.v1";
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration QUARTER = Duration.ofDays(90);
    private static final Duration FOR_EVER = Duration.ZERO;

    /** How long dead letters are kept: as long as rejections, so that both can be looked at and sent again alike. */
    public static final Duration DEAD_LETTER_RETENTION = QUARTER;

    public static final Topic<CapturedEvent> EVENTS_CAPTURED = new Topic<>(
                    "rapport.events.captured.v1",
                    CapturedEvent.class,
                    "hash of anonymousId, else of userId",
                    PARTITIONS,
                    DELETE,
                    WEEK,
                    KEY,
                    "ingestion",
                    "Events as they were accepted, before enrichment.")
            .withTicks();

    public static final Topic<EnrichedEvent> EVENTS_ENRICHED = new Topic<>(
                    "rapport.events.enriched.v1",
                    EnrichedEvent.class,
                    "customerId",
                    PARTITIONS,
                    DELETE,
                    QUARTER,
                    KEY,
                    "enrichment",
                    "What happened, to whom, in which session.")
            .withTicks();

    public static final Topic<Session> SESSIONS = new Topic<>(
            "rapport.sessions.v1",
            Session.class,
            "customerId",
            PARTITIONS,
            DELETE,
            QUARTER,
            KEY,
            "enrichment",
            "Sessions that ended, with their length and number of events.");

    public static final Topic<RejectedEvent> EVENTS_REJECTED = new Topic<>(
            "rapport.events.rejected.v1",
            RejectedEvent.class,
            "hash of messageId, else of sourceId",
            PARTITIONS,
            DELETE,
            QUARTER,
            KEY,
            "ingestion",
            "Events that broke a rule, with the rule and the original bytes.");

    public static final Topic<Redrive> REDRIVES = new Topic<>(
            "rapport.redrives.v1",
            Redrive.class,
            "topic-partition-offset of the letter",
            1,
            DELETE,
            // Longer than the letters, the last of which goes with its segment only.
            QUARTER.plusDays(30),
            NOTHING_PERSONAL,
            "ingestion",
            "Rejections and dead letters that were sent again, so that none is twice.");

    public static final Topic<CustomerProfile> PROFILES = new Topic<>(
            "rapport.profiles.v1",
            CustomerProfile.class,
            "customerId",
            PARTITIONS,
            COMPACT,
            FOR_EVER,
            TOMBSTONE,
            "enrichment",
            "Who every customer is now.");

    public static final Topic<Decision> DECISIONS = new Topic<>(
            "rapport.decisions.v1",
            Decision.class,
            "customerId",
            PARTITIONS,
            DELETE,
            QUARTER,
            KEY,
            "enrichment",
            "Every decision of a campaign, sent or not, with its reason, arm and propensity.");

    public static final Topic<Prompt> PROMPTS = new Topic<>(
            "rapport.prompts.v1",
            Prompt.class,
            "customerId",
            PARTITIONS,
            DELETE,
            QUARTER,
            KEY,
            "enrichment",
            "What to write, for whom, with which template and seed.");

    public static final Topic<Reply> REPLIES = new Topic<>(
            "rapport.replies.v1",
            Reply.class,
            "customerId",
            PARTITIONS,
            DELETE,
            QUARTER,
            KEY,
            "inference-worker",
            "One visible outcome per prompt: generated, fallback or refused, with provenance.");

    public static final Topic<Conversion> CONVERSIONS = new Topic<>(
            "rapport.conversions.v1",
            Conversion.class,
            "customerId",
            PARTITIONS,
            DELETE,
            QUARTER,
            KEY,
            "scoring",
            "Each conversion with its path and its credits.");

    public static final Topic<PathTouchpoint> TOUCHPOINTS = new Topic<>(
            "rapport.touchpoints.v1",
            PathTouchpoint.class,
            "customerId",
            PARTITIONS,
            DELETE,
            QUARTER,
            KEY,
            "scoring",
            "Engagements with replies and events that name their source, of every customer.");

    public static final Topic<ExperimentExposure> EXPOSURES = new Topic<>(
            "rapport.exposures.v1",
            ExperimentExposure.class,
            "customerId",
            PARTITIONS,
            DELETE,
            QUARTER,
            KEY,
            "scoring",
            "Exposures of customers to experiments; the earliest to an experiment counts.");

    public static final Topic<Metric> METRICS = new Topic<>(
            "rapport.metrics.v1",
            Metric.class,
            "campaignId|arm|channel|window|windowStart",
            PARTITIONS,
            COMPACT,
            FOR_EVER,
            NOTHING_PERSONAL,
            "scoring",
            "Windowed engagement and conversion metrics.");

    public static final Topic<ArmMoments> EXPERIMENTS = new Topic<>(
            "rapport.experiments.v1",
            ArmMoments.class,
            "campaignId|arm|channel",
            PARTITIONS,
            COMPACT,
            FOR_EVER,
            NOTHING_PERSONAL,
            "scoring",
            "Exact sums over the customers of every arm, for means, variances and lifts.");

    public static final Topic<Policy> POLICIES = new Topic<>(
            "rapport.policies.v1",
            Policy.class,
            "campaignId",
            1,
            COMPACT,
            FOR_EVER,
            NOTHING_PERSONAL,
            "scoring",
            "What the bandit has learned about every campaign.");

    public static final Topic<CampaignDefinition> CAMPAIGNS = new Topic<>(
            "rapport.campaigns.v1",
            CampaignDefinition.class,
            "campaignId",
            1,
            COMPACT,
            FOR_EVER,
            NOTHING_PERSONAL,
            "enrichment",
            "Campaign definitions as they were published.");

    public static final Topic<CampaignDefinition> CAMPAIGNS_ACCEPTED = new Topic<>(
            "rapport.campaigns.accepted.v1",
            CampaignDefinition.class,
            "campaignId",
            1,
            COMPACT,
            QUARTER,
            NOTHING_PERSONAL,
            "enrichment",
            "Definitions of campaigns that can be read and keep the rules: the last of each, and those of the last 90 days.");

    public static final Topic<CatalogProduct> CATALOG = new Topic<>(
            "rapport.catalog.v1",
            CatalogProduct.class,
            "productId",
            1,
            COMPACT,
            FOR_EVER,
            NOTHING_PERSONAL,
            "enrichment",
            "The shop's products as they were published.");

    public static final Topic<CatalogProduct> CATALOG_ACCEPTED = new Topic<>(
            "rapport.catalog.accepted.v1",
            CatalogProduct.class,
            "productId",
            1,
            COMPACT,
            QUARTER,
            NOTHING_PERSONAL,
            "enrichment",
            "Records of products that can be read and keep the rules: the last of each, and those of the last 90 days.");

    public static final Topic<RelatedProducts> RECOMMENDATIONS = new Topic<>(
            "rapport.recommendations.v1",
            RelatedProducts.class,
            "product:productId, or popular",
            1,
            COMPACT,
            WEEK,
            NOTHING_PERSONAL,
            "enrichment",
            "Which products go with which, and which are popular: the last of each, and those of the last 7 days.");

    public static final Topic<Identity> IDENTITIES = new Topic<>(
            "rapport.identities.v1",
            Identity.class,
            "hash of the identifier",
            PARTITIONS,
            COMPACT,
            FOR_EVER,
            TOMBSTONE,
            "enrichment",
            "The customer whom every identifier belongs to.");

    public static final Topic<CustomerTransfer> TRANSFERS = new Topic<>(
            "rapport.transfers.v1",
            CustomerTransfer.class,
            "customerId",
            PARTITIONS,
            DELETE,
            WEEK,
            KEY,
            "enrichment",
            "What enrichment sends from one customer to another when identifiers are merged; read by enrichment only.");

    public static final Topic<ConsentChange> CONSENTS = new Topic<>(
            "rapport.consents.v1",
            ConsentChange.class,
            "customerId:purpose:channel",
            PARTITIONS,
            COMPACT,
            FOR_EVER,
            KEPT,
            "enrichment",
            "Consent as last given or withdrawn.");

    public static final Topic<Suppression> SUPPRESSIONS = new Topic<>(
            "rapport.suppressions.v1",
            Suppression.class,
            "SHA-256 of the address",
            PARTITIONS,
            COMPACT,
            FOR_EVER,
            KEPT,
            "enrichment",
            "E-mail addresses that operators suppress, and tombstones of those that they release.");

    public static final Topic<Suppression> SUPPRESSIONS_ACCEPTED = new Topic<>(
            "rapport.suppressions.accepted.v1",
            Suppression.class,
            "SHA-256 of the address",
            PARTITIONS,
            COMPACT,
            FOR_EVER,
            KEPT,
            "enrichment",
            "Suppressed e-mail addresses, by events and by operators: customers who have one are not written to.");

    public static final Topic<Erasure> ERASURES = new Topic<>(
            "rapport.erasures.v1",
            Erasure.class,
            "erasureId",
            1,
            COMPACT,
            FOR_EVER,
            KEPT,
            "ingestion",
            "Requests to forget a customer; receipts will follow once erasures are carried out.");

    private static final List<Topic<?>> ALL = List.of(
            EVENTS_CAPTURED,
            EVENTS_ENRICHED,
            SESSIONS,
            EVENTS_REJECTED,
            REDRIVES,
            PROFILES,
            DECISIONS,
            PROMPTS,
            REPLIES,
            CONVERSIONS,
            TOUCHPOINTS,
            EXPOSURES,
            METRICS,
            EXPERIMENTS,
            POLICIES,
            CAMPAIGNS,
            CAMPAIGNS_ACCEPTED,
            CATALOG,
            CATALOG_ACCEPTED,
            RECOMMENDATIONS,
            IDENTITIES,
            TRANSFERS,
            CONSENTS,
            SUPPRESSIONS,
            SUPPRESSIONS_ACCEPTED,
            ERASURES);

    private Topics() {}

    /** Every topic, in the order of the flow. */
    public static List<Topic<?>> all() {
        return ALL;
    }

    /** Topic of what an application could not process: raw key and value, error headers. */
    public static String deadLetters(String applicationId) {
        return applicationId + DEAD_LETTERS;
    }

    /** The application whose dead letters a topic has; empty for any other topic. */
    public static Optional<String> applicationOf(String deadLetterTopic) {
        return deadLetterTopic.endsWith(DEAD_LETTERS)
                ? Optional.of(deadLetterTopic.substring(0, deadLetterTopic.length() - DEAD_LETTERS.length()))
                : Optional.empty();
    }
}
