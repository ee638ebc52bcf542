package dev.rapport.enrichment.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.rapport.enrichment.campaign.Campaign;
import dev.rapport.enrichment.campaign.FrequencyCap;
import dev.rapport.enrichment.campaign.Pacing;
import dev.rapport.enrichment.customer.CustomerStates;
import dev.rapport.enrichment.customer.Draft;
import dev.rapport.enrichment.customer.Output;
import dev.rapport.enrichment.customer.recommendation.Decay;
import dev.rapport.enrichment.customer.recommendation.Ranking;
import dev.rapport.enrichment.json.JacksonJson;
import dev.rapport.enrichment.prompt.PromptWriter;
import dev.rapport.enrichment.prompt.TemplateException;
import dev.rapport.enrichment.state.ConsentMark;
import dev.rapport.enrichment.state.DecisionHistory;
import dev.rapport.enrichment.state.Exposure;
import dev.rapport.enrichment.state.ReadEvent;
import dev.rapport.enrichment.version.Version;
import dev.rapport.schemas.CatalogProduct;
import dev.rapport.schemas.CustomerProfile;
import dev.rapport.schemas.Decision;
import dev.rapport.schemas.DecisionReason;
import dev.rapport.schemas.EventType;
import dev.rapport.schemas.InputKind;
import dev.rapport.schemas.InputVersion;
import dev.rapport.schemas.Money;
import dev.rapport.schemas.Product;
import dev.rapport.schemas.Prompt;
import dev.rapport.schemas.Suppression;
import dev.rapport.schemas.SuppressionReason;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The gates, one by one and in their order. Of the campaign a tenth is held out; it writes at most once a day. */
class DecideStepTest {
    static final Recommender NOTHING_LEARNT =
            new Recommender((key, time) -> Optional.empty(), new Ranking(new Decay(1)));
    private static final long NOON = 1_774_008_000_000L;
    private static final String TREATED = customer("a");
    private static final String HELD = customer("holdout");
    private static final PromptWriter WRITER =
            (templates, variables) -> new PromptWriter.Written("text", "fallback", List.of());
    private static final PromptWriter FAILING = (templates, variables) -> {
        throw new TemplateException("nothing is left of it");
    };
    private static final DecisionHistory NEVER = new DecisionHistory(List.of());
    private static final DecisionHistory AN_HOUR_AGO = new DecisionHistory(
            List.of(exposure("campaign", NOON - Duration.ofHours(1).toMillis())));

    @Test
    void promptsACustomerNobodyHoldsBack() {
        // Given
        var draft = draft(TREATED, viewed(), profile(true), NEVER);
        // When
        var decided = step(WRITER).apply(draft);
        // Then
        assertThat(decision(decided).getReason()).isEqualTo(DecisionReason.SENT);
        assertThat(decided.outputs()).extracting(Output::value).last().isInstanceOfSatisfying(Prompt.class, prompt -> {
            assertThat(prompt.getPromptId()).isEqualTo(decision(decided).getDecisionId());
            assertThat(prompt.getTriggerReceivedAt()).isEqualTo(Instant.ofEpochMilli(NOON));
        });
        assertThat(decided.history().getExposures()).singleElement().satisfies(exposure -> {
            assertThat(exposure.getCampaignId()).isEqualTo("campaign");
            assertThat(exposure.getChannel()).isEqualTo("email");
            assertThat(exposure.getExposedAt()).isEqualTo(NOON);
        });
    }

    @Test
    void recordsTheVersionsThatItUsedAndTheLastReplyThatItSaw() {
        // Given
        var marks = Map.of("marketing", new ConsentMark(true, 1L, null, 0L, 3, 11L, null));
        var draft = draft(TREATED, viewed(), profile(true), NEVER);
        var step = new DecideStep(
                time -> new OneProduct(lamp(), NOON),
                NOTHING_LEARNT,
                WRITER,
                address -> Optional.empty(),
                new JacksonJson());
        // When
        var decided = step.apply(draft.with(CustomerStates.edit(draft.customer())
                .setConsents(marks)
                .setLastReplyPromptId("prompt-0")
                .build()));
        // Then
        assertThat(decision(decided).getInputs())
                .containsExactly(
                        new InputVersion(InputKind.CAMPAIGN, "campaign", 1, Instant.ofEpochMilli(7)),
                        new InputVersion(InputKind.CONSENT, TREATED + ":marketing:", 3, Instant.ofEpochMilli(11)),
                        new InputVersion(InputKind.PRODUCT, "lamp", 5, Instant.ofEpochMilli(13)));
        assertThat(decision(decided).getLastReplyPromptId()).isEqualTo("prompt-0");
    }

    @Test
    void exposesAHeldOutCustomerWithoutAPrompt() {
        // Given
        var draft = draft(HELD, viewed(), profile(true), NEVER);
        // When
        var decided = step(WRITER).apply(draft);
        // Then
        assertThat(decided.outputs()).hasSize(1);
        assertThat(decision(decided).getReason()).isEqualTo(DecisionReason.HOLDOUT);
        assertThat(decision(decided).getPropensity()).isEqualTo(0.1);
        assertThat(decided.history().getExposures()).hasSize(1);
    }

    @Test
    void looksAtTheAgeOfTheTriggerFirst() {
        // Given
        var late = ReadEvent.newBuilder(viewed())
                .setReceivedAt(NOON + Duration.ofHours(1).toMillis() + 1)
                .build();
        // When
        var decided = step(FAILING).apply(draft(TREATED, late, profile(false), AN_HOUR_AGO));
        // Then
        assertThat(decision(decided).getReason()).isEqualTo(DecisionReason.TRIGGER_TOO_OLD);
    }

    @Test
    void asksForConsentBeforeTheProduct() {
        // Given
        var nothingNamed = ReadEvent.newBuilder(viewed()).setProducts(List.of()).build();
        // When
        var decided = step(FAILING).apply(draft(TREATED, nothingNamed, profile(false), AN_HOUR_AGO));
        // Then
        assertThat(decision(decided).getReason()).isEqualTo(DecisionReason.NO_CONSENT);
        assertThat(decision(decided).getArm()).isNull();
    }

    @Test
    void writesToNoSuppressedAddress() {
        // Given
        var known = new Suppression(SuppressionReason.BOUNCED, Instant.EPOCH, "web", 2, Instant.ofEpochMilli(17));
        var step = new DecideStep(
                time -> new NoCatalog(),
                NOTHING_LEARNT,
                WRITER,
                address -> address.equals("key") ? Optional.of(known) : Optional.empty(),
                new JacksonJson());
        var draft = draft(TREATED, viewed(), profile(true), NEVER);
        // When
        var decided = step.apply(draft.with(CustomerStates.edit(draft.customer())
                .setAddressKeys(List.of("key"))
                .build()));
        // Then
        assertThat(decision(decided).getReason()).isEqualTo(DecisionReason.NO_CONSENT);
        assertThat(decision(decided).getInputs())
                .contains(new InputVersion(InputKind.SUPPRESSION, "key", 2, Instant.ofEpochMilli(17)));
    }

    @Test
    void namesTheObjectionToTheChannel() {
        // Given
        var marks = Map.of(
                "marketing", new ConsentMark(true, 1L, null, 0L, 3, 11L, null),
                "email", new ConsentMark(false, 1L, null, 0L, 4, 12L, null));
        var refused = CustomerProfile.newBuilder(profile(true))
                .setConsents(Map.of("marketing", true, "email", false))
                .build();
        var draft = draft(TREATED, viewed(), refused, NEVER);
        // When
        var decided = step(WRITER)
                .apply(draft.with(
                        CustomerStates.edit(draft.customer()).setConsents(marks).build()));
        // Then
        assertThat(decision(decided).getReason()).isEqualTo(DecisionReason.NO_CONSENT);
        assertThat(decision(decided).getInputs())
                .endsWith(
                        new InputVersion(InputKind.CONSENT, TREATED + ":marketing:", 3, Instant.ofEpochMilli(11)),
                        new InputVersion(InputKind.CONSENT, TREATED + "::email", 4, Instant.ofEpochMilli(12)));
    }

    @Test
    void namesTheProductThatItRefuses() {
        // Given
        var gone = CatalogProduct.newBuilder(lamp()).setAvailable(false).build();
        var step = new DecideStep(
                time -> new OneProduct(gone, NOON),
                NOTHING_LEARNT,
                WRITER,
                address -> Optional.empty(),
                new JacksonJson());
        // When
        var decided = step.apply(draft(TREATED, viewed(), profile(true), NEVER));
        // Then
        assertThat(decision(decided).getReason()).isEqualTo(DecisionReason.NO_PRODUCT);
        assertThat(decision(decided).getInputs())
                .endsWith(new InputVersion(InputKind.PRODUCT, "lamp", 5, Instant.ofEpochMilli(13)));
    }

    @Test
    void saysThatTheProductIsTooOld() {
        // Given
        var old = CatalogProduct.newBuilder(lamp())
                .setUpdatedAt(Instant.ofEpochMilli(NOON).minus(Duration.ofDays(31)))
                .build();
        var step = new DecideStep(
                time -> new OneProduct(old, NOON - 1),
                NOTHING_LEARNT,
                WRITER,
                address -> Optional.empty(),
                new JacksonJson());
        // When
        var decided = step.apply(draft(TREATED, viewed(), profile(true), NEVER));
        // Then
        assertThat(decision(decided).getReason()).isEqualTo(DecisionReason.NO_PRODUCT);
        assertThat(decision(decided).getDetail())
                .isEqualTo("product lamp is not confirmed by the shop within enrichment.catalog.max-age, last at "
                        + old.getUpdatedAt());
    }

    @Test
    void goesOnWithTheOthersWhereACampaignFails() {
        // Given
        var draft = Draft.of(
                        TREATED,
                        viewed(),
                        CustomerStates.firstSeen(NOON),
                        List.of(version("one"), version("two")),
                        NEVER)
                .with(profile(true));
        var calls = new AtomicInteger();
        var step = step((templates, variables) -> {
            if (calls.incrementAndGet() == 1) {
                throw new IllegalStateException("a fault of ours");
            }
            return WRITER.write(templates, variables);
        });
        // When
        var decided = step.apply(draft);
        // Then
        assertThat(decided.outputs().stream().map(Output::value).filter(Decision.class::isInstance))
                .extracting(value -> ((Decision) value).getReason(), value -> ((Decision) value).getDetail())
                .containsExactly(
                        tuple(DecisionReason.FAILED, "java.lang.IllegalStateException: a fault of ours"),
                        tuple(DecisionReason.SENT, null));
        assertThat(decided.history().getExposures())
                .extracting(Exposure::getCampaignId)
                .containsExactly("two");
    }

    @Test
    void looksForAProductBeforeTheCap() {
        // Given
        var nothingNamed = ReadEvent.newBuilder(viewed()).setProducts(List.of()).build();
        // When
        var decided = step(FAILING).apply(draft(TREATED, nothingNamed, profile(true), AN_HOUR_AGO));
        // Then
        assertThat(decision(decided).getReason()).isEqualTo(DecisionReason.NO_PRODUCT);
    }

    @Test
    void capsBeforeAnArmIsDrawn() {
        // When
        var decided = step(FAILING).apply(draft(TREATED, viewed(), profile(true), AN_HOUR_AGO));
        // Then
        assertThat(decision(decided).getReason()).isEqualTo(DecisionReason.FREQUENCY_CAP);
        assertThat(decision(decided).getArm()).isNull();
        assertThat(decided.history()).isEqualTo(AN_HOUR_AGO);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void leavesOutOnBothSidesWhoCannotBeWrittenTo(boolean held) {
        // When
        var decided = step(FAILING).apply(draft(held ? HELD : TREATED, viewed(), profile(true), NEVER));
        // Then
        assertThat(decision(decided).getReason()).isEqualTo(DecisionReason.FAILED);
        assertThat(decision(decided).getDetail()).isEqualTo("nothing is left of it");
        assertThat(decided.history().getExposures()).isEmpty();
    }

    @Test
    void decidesForEveryCampaignThatIsTriggered() {
        // Given
        var event = viewed();
        var draft = Draft.of(
                        TREATED, event, CustomerStates.firstSeen(NOON), List.of(version("one"), version("two")), NEVER)
                .with(profile(true));
        // When
        var decided = step(WRITER).apply(draft);
        // Then
        assertThat(decided.outputs().stream().map(Output::value).filter(Decision.class::isInstance))
                .extracting(value -> ((Decision) value).getCampaignId())
                .containsExactly("one", "two");
    }

    private static Exposure exposure(String campaignId, long at) {
        return Exposure.newBuilder().setCampaignId(campaignId).setExposedAt(at).build();
    }

    private static DecideStep step(PromptWriter writer) {
        return new DecideStep(
                time -> new NoCatalog(), NOTHING_LEARNT, writer, address -> Optional.empty(), new JacksonJson());
    }

    private static Draft draft(String customerId, ReadEvent event, CustomerProfile profile, DecisionHistory history) {
        return Draft.of(customerId, event, CustomerStates.firstSeen(NOON), List.of(version("campaign")), history)
                .with(profile);
    }

    private static Decision decision(Draft decided) {
        return (Decision) Objects.requireNonNull(decided.outputs().get(0).value());
    }

    private static ReadEvent viewed() {
        return ReadEvent.newBuilder()
                .setMessageId("m-1")
                .setType(EventType.TRACK)
                .setName("Product Viewed")
                .setOccurredAt(NOON)
                .setReceivedAt(NOON)
                .setSourceId("web")
                .setWhole(true)
                .setFingerprint(ByteBuffer.allocate(0))
                .setProducts(List.of(Product.newBuilder()
                        .setProductId("lamp")
                        .setName("Lamp")
                        .build()))
                .build();
    }

    private static CatalogProduct lamp() {
        return CatalogProduct.newBuilder()
                .setProductId("lamp")
                .setName("Lamp")
                .setCategory("lamps")
                .setPrice(new Money(1L, "EUR"))
                .setVersion(5)
                .setEffectiveAt(Instant.ofEpochMilli(13))
                .build();
    }

    private static CustomerProfile profile(boolean consents) {
        return CustomerProfile.newBuilder()
                .setCustomerId("any")
                .setConsents(Map.of("marketing", consents))
                .setEventCount(1)
                .setOrderCount(0)
                .setFirstSeenAt(Instant.ofEpochMilli(NOON))
                .setLastSeenAt(Instant.ofEpochMilli(NOON))
                .build();
    }

    private static Version<Campaign> version(String id) {
        return new Version<>(campaign(id), 1, 7);
    }

    private static Campaign campaign(String id) {
        var onceADay = FrequencyCap.ofCampaign(1, Duration.ofDays(1));
        return AssignmentTest.aCampaign(id, 1, Pacing.UNLIMITED.capped(onceADay));
    }

    /** A customer whom the campaign draws into an arm. */
    private static String customer(String arm) {
        return IntStream.range(0, 1_000)
                .mapToObj(n -> "customer-" + n)
                .filter(id -> Assignment.of(campaign("campaign"), id).arm().equals(arm))
                .findFirst()
                .orElseThrow();
    }

    private record OneProduct(CatalogProduct product, long freshUntil) implements Catalog {
        @Override
        public Optional<Listing> byId(String productId) {
            return Optional.of(listing()).filter(one -> one.id().equals(productId));
        }

        @Override
        public Collection<Listing> inCategory(String category) {
            return List.of(listing());
        }

        private Listing listing() {
            return Listing.at(product, NOON, freshUntil);
        }
    }
}
