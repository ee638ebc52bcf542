package dev.rapport.testkit.record;

import dev.rapport.schemas.CampaignDefinition;
import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.CatalogProduct;
import dev.rapport.schemas.ConsentChange;
import dev.rapport.schemas.Conversion;
import dev.rapport.schemas.CustomerProfile;
import dev.rapport.schemas.Decision;
import dev.rapport.schemas.DecisionReason;
import dev.rapport.schemas.EnrichedEvent;
import dev.rapport.schemas.EventType;
import dev.rapport.schemas.ExperimentDetails;
import dev.rapport.schemas.Money;
import dev.rapport.schemas.Product;
import dev.rapport.schemas.RejectedEvent;
import dev.rapport.schemas.RejectionReason;
import dev.rapport.schemas.event.StandardEvents;
import dev.rapport.schemas.id.DerivedId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Builders of one coherent story: customer {@link #CUSTOMER} views a lamp at {@link #NOW}, campaign {@link #CAMPAIGN}
 * decides to write, a reply follows. Set what the test is about and leave the rest.
 */
public final class Records {
    /** A Friday noon, UTC. */
    public static final Instant NOW = Instant.parse("2026-03-20T12:00:00Z");

    public static final String USER = "user-1";
    public static final String CUSTOMER = Customers.of(USER);
    public static final String BROWSER = "browser-1";
    public static final String CAMPAIGN = "lamp-recommendation";
    public static final String ARM = "friendly";
    public static final String CHANNEL = "email";
    public static final String SOURCE = "web";
    public static final String MESSAGE = "message-1";
    public static final String PROMPT = DerivedId.prompt(CAMPAIGN, SOURCE, MESSAGE);

    private static final Duration TRANSPORT = Duration.ofMillis(200);

    private Records() {}

    /** A {@code Product Viewed} track call of a known user. */
    public static CapturedEvent.Builder aCapturedEvent() {
        return CapturedEvent.newBuilder()
                .setMessageId(MESSAGE)
                .setType(EventType.TRACK)
                .setName(StandardEvents.PRODUCT_VIEWED)
                .setUserId(USER)
                .setAnonymousId(BROWSER)
                .setOccurredAt(NOW)
                .setReceivedAt(NOW.plus(TRANSPORT))
                .setSourceId(SOURCE)
                .setPayload(bytes("{\"type\":\"track\",\"event\":\"Product Viewed\",\"messageId\":\"" + MESSAGE
                        + "\",\"userId\":\"" + USER + "\",\"anonymousId\":\"" + BROWSER
                        + "\",\"properties\":{\"product_id\":\"lamp-7\",\"name\":\"Aurora Lamp\",\"price\":39.9,"
                        + "\"currency\":\"EUR\"}}"));
    }

    /** The same event, enriched. */
    public static EnrichedEvent.Builder anEnrichedEvent() {
        return EnrichedEvent.newBuilder()
                .setMessageId(MESSAGE)
                .setCustomerId(CUSTOMER)
                .setUserId(USER)
                .setAnonymousId(BROWSER)
                .setSessionId(DerivedId.session(CUSTOMER, NOW.toEpochMilli()))
                .setType(EventType.TRACK)
                .setName(StandardEvents.PRODUCT_VIEWED)
                .setOccurredAt(NOW)
                .setReceivedAt(NOW.plus(TRANSPORT))
                .setSourceId(SOURCE)
                .setProperties("{\"product_id\":\"lamp-7\"}")
                .setProducts(List.of(aProduct().build()));
    }

    /** An event that named no one. */
    /** What an event says that has seen a variation of an experiment. */
    public static ExperimentDetails anExperiment(String id, String variationName) {
        return ExperimentDetails.newBuilder()
                .setExperimentId(id)
                .setVariationName(variationName)
                .build();
    }

    public static RejectedEvent.Builder aRejectedEvent() {
        return RejectedEvent.newBuilder()
                .setMessageId(MESSAGE)
                .setReason(RejectionReason.MISSING_IDS)
                .setDetail("userId and anonymousId are missing; one of them is required")
                .setStage("capture")
                .setSourceId(SOURCE)
                .setReceivedAt(NOW)
                .setPayload(bytes("{\"type\":\"track\"}"));
    }

    /** The customer, who has consented to marketing. */
    public static CustomerProfile.Builder aProfile() {
        return CustomerProfile.newBuilder()
                .setCustomerId(CUSTOMER)
                .setUserId(USER)
                .setAnonymousIds(List.of(BROWSER))
                .setFirstName("Ada")
                .setLanguage("en")
                .setConsents(Map.of("marketing", true))
                .setEventCount(1)
                .setOrderCount(0)
                .setFirstSeenAt(NOW)
                .setLastSeenAt(NOW);
    }

    /** The campaign decided to write. */
    public static Decision.Builder aDecision() {
        return Decision.newBuilder()
                .setDecisionId(PROMPT)
                .setCustomerId(CUSTOMER)
                .setUserId(USER)
                .setCampaignId(CAMPAIGN)
                .setCampaignVersion(1)
                .setTriggerMessageId(MESSAGE)
                .setTriggerName(StandardEvents.PRODUCT_VIEWED)
                .setReason(DecisionReason.SENT)
                .setArm(ARM)
                .setPropensity(0.5)
                .setPromptId(PROMPT)
                .setChannel(CHANNEL)
                .setDecidedAt(NOW);
    }

    /** A completed order, credited to nobody yet. */
    public static Conversion.Builder aConversion() {
        return Conversion.newBuilder()
                .setConversionId(DerivedId.conversion(CUSTOMER, StandardEvents.ORDER_COMPLETED, "order-1"))
                .setCustomerId(CUSTOMER)
                .setUserId(USER)
                .setGoal(StandardEvents.ORDER_COMPLETED)
                .setMessageId("message-2")
                .setOrderId("order-1")
                .setRevenue(euros(39_90))
                .setOccurredAt(NOW.plus(Duration.ofHours(1)));
    }

    /** A lamp, as events name it. */
    public static Product.Builder aProduct() {
        return Product.newBuilder()
                .setProductId("lamp-7")
                .setName("Aurora Lamp")
                .setCategory("lamps")
                .setBrand("Lumen")
                .setPrice(euros(39_90));
    }

    /** The lamp, as the catalogue has it. */
    public static CatalogProduct.Builder aCatalogProduct() {
        return CatalogProduct.newBuilder()
                .setProductId("lamp-7")
                .setName("Aurora Lamp")
                .setCategory("lamps")
                .setBrand("Lumen")
                .setPrice(euros(39_90));
    }

    /** The customer agrees to marketing. */
    public static ConsentChange.Builder aConsentChange() {
        return ConsentChange.newBuilder()
                .setCustomerId(CUSTOMER)
                .setPurpose("marketing")
                .setGranted(true)
                .setChangedAt(NOW)
                .setSourceId(SOURCE);
    }

    /** A published definition; {@code yaml} is what the campaign's author wrote. */
    public static CampaignDefinition.Builder aCampaignDefinition(String yaml) {
        return CampaignDefinition.newBuilder()
                .setCampaignId(CAMPAIGN)
                .setVersion(1)
                .setYaml(yaml)
                .setSha256(DerivedId.sha256Hex(yaml))
                .setPublishedAt(NOW);
    }

    /** An amount in euros, given in cents. */
    public static Money euros(long cents) {
        return new Money(cents, "EUR");
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
