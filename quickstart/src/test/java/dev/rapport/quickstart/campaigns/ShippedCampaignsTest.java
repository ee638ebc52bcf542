package dev.rapport.quickstart.campaigns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.enrichment.campaign.Campaign;
import dev.rapport.enrichment.campaign.Trigger;
import dev.rapport.enrichment.campaign.publish.CampaignFile;
import dev.rapport.enrichment.campaign.publish.CampaignFiles;
import dev.rapport.enrichment.customer.CustomerStates;
import dev.rapport.enrichment.customer.Draft;
import dev.rapport.enrichment.customer.Output;
import dev.rapport.enrichment.customer.recommendation.Decay;
import dev.rapport.enrichment.customer.recommendation.Ranking;
import dev.rapport.enrichment.decision.Assignment;
import dev.rapport.enrichment.decision.Catalog;
import dev.rapport.enrichment.decision.DecideStep;
import dev.rapport.enrichment.decision.Listing;
import dev.rapport.enrichment.decision.Recommender;
import dev.rapport.enrichment.json.JacksonJson;
import dev.rapport.enrichment.prompt.liquid.LiquidPromptWriter;
import dev.rapport.enrichment.state.DecisionHistory;
import dev.rapport.enrichment.state.Property;
import dev.rapport.enrichment.state.PropertyKind;
import dev.rapport.enrichment.state.ReadEvent;
import dev.rapport.enrichment.version.Version;
import dev.rapport.factory.corpus.Corpus;
import dev.rapport.factory.corpus.Language;
import dev.rapport.schemas.CatalogProduct;
import dev.rapport.schemas.CustomerProfile;
import dev.rapport.schemas.Decision;
import dev.rapport.schemas.DecisionReason;
import dev.rapport.schemas.EventType;
import dev.rapport.schemas.Money;
import dev.rapport.schemas.Product;
import dev.rapport.schemas.Prompt;
import dev.rapport.tuning.pair.Split;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bundled campaigns write exactly the prompts that the bundled model was trained on. */
class ShippedCampaignsTest {
    private static final int EXAMPLES = 150;
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Map<String, Campaign> CAMPAIGNS = CampaignFiles.load(Optional.empty()).stream()
            .map(CampaignFile::campaign)
            .collect(Collectors.toMap(Campaign::id, campaign -> campaign));
    /** Fields of a prompt that come from properties of the event. */
    private static final Map<String, String> PROPERTIES = Map.of(
            "request", "message_body",
            "conversation", "transcript",
            "channel", "post_channel",
            "tags", "post_tags",
            "was", "offer_was",
            "discount", "offer_discount",
            "code", "offer_code",
            "until", "offer_until");

    @ParameterizedTest
    @CsvSource({
        "support,support-answer,",
        "summary,conversation-summary,",
        "post,social-post,",
        "offer,cart-abandoned,cart abandoned",
        "offer,win-back,win-back",
        "offer,welcome,welcome"
    })
    void writesThePromptsOfTheCorpus(String task, String campaignId, String reason) {
        // Given
        var campaign = campaign(campaignId);
        var corpus = new Corpus(Split.EVALUATION, 17);
        var compared = 0;
        while (compared < EXAMPLES) {
            var example = corpus.next(task, compared % 2 == 0 ? Language.ENGLISH : Language.CHINESE);
            var fields = fields(example.prompt());
            if (!canBeWritten(campaign, fields, reason)) {
                continue;
            }
            compared++;
            // When
            var prompt = prompt(campaign, fields);
            // Then
            assertThat(prompt.getText()).isEqualTo(example.prompt().strip());
            assertThat(prompt.getFallbackText()).isNotBlank().doesNotContain("{", "  ");
            assertThat(prompt.getMustMention()).allMatch(fields::containsValue);
        }
    }

    @Test
    void writesNothingWithoutAMessageToAnswer() {
        // Given
        var campaign = campaign("support-answer");
        var event = event(campaign, Map.of()).build();
        // When
        var decided = decide(campaign, "ana", event, customer(Map.of("language", "en")));
        // Then
        assertThat(decided).singleElement().isInstanceOfSatisfying(Decision.class, decision -> assertThat(
                        decision.getReason())
                .isEqualTo(DecisionReason.FAILED));
    }

    @Test
    void makesNoOfferForWhatIsSoldOut() {
        // Given
        var campaign = campaign("cart-abandoned");
        var event = event(campaign, Map.of("product", "Sold Out Mug")).build();
        // When
        var decided = decide(campaign, "ana", event, customer(Map.of("language", "en")));
        // Then
        assertThat(decided).singleElement().isInstanceOfSatisfying(Decision.class, decision -> assertThat(
                        decision.getReason())
                .isEqualTo(DecisionReason.NO_PRODUCT));
    }

    private static Campaign campaign(String id) {
        return Objects.requireNonNull(CAMPAIGNS.get(id), id);
    }

    /** The template always names a tone, and leaves out a brand that the product's name holds. */
    private static boolean canBeWritten(Campaign campaign, Map<String, String> fields, String reason) {
        var tone = fields.get("tone");
        var product = fields.getOrDefault("product", "");
        return (reason == null || reason.equals(fields.get("reason")))
                && ("summary".equals(fields.get("task"))
                        || (tone != null
                                && campaign.experiment().arms().stream()
                                        .anyMatch(arm -> arm.name().equals(tone))))
                && !product.toLowerCase(Locale.ROOT)
                        .contains(fields.getOrDefault("brand", "\n").toLowerCase(Locale.ROOT));
    }

    private static Prompt prompt(Campaign campaign, Map<String, String> fields) {
        var arm = fields.getOrDefault("tone", "plain");
        var id = IntStream.range(0, 1_000)
                .mapToObj(i -> "customer-" + i)
                .filter(customer -> Assignment.of(campaign, customer).arm().equals(arm))
                .findFirst()
                .orElseThrow();
        var properties = new ArrayList<Property>();
        PROPERTIES.forEach((field, property) -> {
            if (fields.containsKey(field)) {
                properties.add(new Property(property, PropertyKind.TEXT, fields.get(field)));
            }
        });
        var event = event(campaign, fields).setProperties(properties).build();
        return decide(campaign, id, event, customer(fields)).stream()
                .filter(Prompt.class::isInstance)
                .map(Prompt.class::cast)
                .findFirst()
                .orElseThrow();
    }

    /** What goes out. */
    private static List<SpecificRecord> decide(
            Campaign campaign, String customerId, ReadEvent event, CustomerProfile customer) {
        var nothingLearnt = new Recommender((key, time) -> Optional.empty(), new Ranking(new Decay(1)));
        var step = new DecideStep(
                time -> new OneSoldOut(),
                nothingLearnt,
                LiquidPromptWriter.lenient(),
                address -> Optional.empty(),
                new JacksonJson());
        var state = CustomerStates.firstSeen(event.getOccurredAt());
        var draft = Draft.of(
                customerId, event, state, List.of(new Version<>(campaign, 1, 0)), new DecisionHistory(List.of()));
        return step.apply(draft.with(customer)).outputs().stream()
                .<SpecificRecord>map(Output::value)
                .toList();
    }

    private static ReadEvent.Builder event(Campaign campaign, Map<String, String> fields) {
        var event = ReadEvent.newBuilder()
                .setMessageId("message-1")
                .setType(EventType.TRACK)
                .setName(((Trigger.Event) campaign.trigger()).names().get(0))
                .setOccurredAt(NOW.toEpochMilli())
                .setReceivedAt(NOW.toEpochMilli())
                .setSourceId("shop")
                .setWhole(true)
                .setFingerprint(ByteBuffer.allocate(0))
                .setOrderId(fields.get("order"));
        if (fields.containsKey("product")) {
            event.setProducts(List.of(product(fields)));
        }
        return event;
    }

    private static Product product(Map<String, String> fields) {
        return Product.newBuilder()
                .setProductId(fields.get("product"))
                .setName(fields.get("product"))
                .setBrand(fields.get("brand"))
                .setPrice(fields.containsKey("price") ? money(fields.get("price")) : null)
                .build();
    }

    private static Money money(String price) {
        var parts = price.split(" ");
        var digits = Currency.getInstance(parts[1]).getDefaultFractionDigits();
        return new Money(new BigDecimal(parts[0]).movePointRight(digits).longValueExact(), parts[1]);
    }

    private static CustomerProfile customer(Map<String, String> fields) {
        return CustomerProfile.newBuilder()
                .setCustomerId("any")
                .setFirstName(fields.get("name"))
                .setLanguage(fields.get("language"))
                .setConsents(Map.of("marketing", true))
                .setEventCount(1)
                .setOrderCount(0)
                .setFirstSeenAt(NOW)
                .setLastSeenAt(NOW)
                .build();
    }

    private static Map<String, String> fields(String prompt) {
        var fields = new LinkedHashMap<String, String>();
        prompt.lines().filter(line -> line.contains(": ")).forEach(line -> {
            var parts = line.split(": ", 2);
            fields.put(parts[0], parts[1]);
        });
        return fields;
    }

    /** A catalogue in which nothing but one product is known. */
    private static final class OneSoldOut implements Catalog {
        @Override
        public Optional<Listing> byId(String productId) {
            return productId.equals("Sold Out Mug")
                    ? Optional.of(Listing.at(
                            CatalogProduct.newBuilder()
                                    .setProductId(productId)
                                    .setName(productId)
                                    .setCategory("mugs")
                                    .setPrice(new Money(100L, "USD"))
                                    .setAvailable(false)
                                    .build(),
                            0,
                            0))
                    : Optional.empty();
        }

        @Override
        public Collection<Listing> inCategory(String category) {
            return List.of();
        }
    }
}
