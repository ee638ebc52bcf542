package dev.rapport.enrichment.control;

import static dev.rapport.schemas.topic.Topics.CAMPAIGNS;
import static dev.rapport.schemas.topic.Topics.CAMPAIGNS_ACCEPTED;
import static dev.rapport.schemas.topic.Topics.CATALOG;
import static dev.rapport.schemas.topic.Topics.CATALOG_ACCEPTED;
import static dev.rapport.testkit.record.Records.NOW;
import static dev.rapport.testkit.record.Records.aCampaignDefinition;
import static dev.rapport.testkit.record.Records.aCatalogProduct;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.enrichment.campaign.Arm;
import dev.rapport.enrichment.campaign.Campaign;
import dev.rapport.enrichment.campaign.Share;
import dev.rapport.enrichment.campaign.publish.CampaignFile;
import dev.rapport.enrichment.campaign.publish.CampaignFiles;
import dev.rapport.runtime.serde.AvroSerdes;
import dev.rapport.runtime.streams.DeclaredStore;
import dev.rapport.schemas.CampaignArm;
import dev.rapport.schemas.CampaignDefinition;
import dev.rapport.schemas.CampaignKind;
import dev.rapport.schemas.CatalogProduct;
import dev.rapport.schemas.Money;
import dev.rapport.schemas.topic.Topic;
import dev.rapport.testkit.registry.FakeSchemaRegistry;
import dev.rapport.testkit.topology.TopologyHarness;
import dev.rapport.testkit.topology.TopologyStores;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ControlTopologyTest {
    private static final Path GOLDEN = Path.of("src/test/resources/control-topology.txt");
    private static final String WELCOME = "welcome";
    private static final String PRODUCT = aCatalogProduct().build().getProductId();

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final TopologyHarness harness =
            TopologyHarness.start("rapport-control", serdes -> new ControlTopology(serdes, meters).build());

    @AfterEach
    void stop() {
        harness.close();
    }

    @Test
    void keepsItsDescription() throws IOException {
        var description = new ControlTopology(new AvroSerdes(new FakeSchemaRegistry()), meters)
                .build()
                .describe()
                .toString();
        if (System.getProperty("update") != null) {
            Files.writeString(GOLDEN, description);
        }
        assertThat(description)
                .as("run ./mvnw -pl ingestion -am test -Dupdate and review the difference")
                .isEqualTo(Files.readString(GOLDEN));
    }

    @Test
    void declaresItsStores() {
        // When
        var stores =
                TopologyStores.names(new ControlTopology(new AvroSerdes(new FakeSchemaRegistry()), meters).build());
        // Then
        assertThat(DeclaredStores.ALL).extracting(DeclaredStore::name).containsExactlyInAnyOrderElementsOf(stores);
    }

    @Test
    void acceptsWhatKeepsTheRules() {
        // Given
        var product = aCatalogProduct().build();
        // When
        harness.pipe(CAMPAIGNS, WELCOME, aCampaignDefinition(yaml()).build());
        harness.pipe(CATALOG, PRODUCT, product);
        // Then
        assertThat(harness.drain(CAMPAIGNS_ACCEPTED))
                .extracting(CampaignDefinition::getYaml)
                .containsExactly(yaml());
        assertThat(harness.drain(CATALOG_ACCEPTED)).containsExactly(effective(NOW));
    }

    @Test
    void refusesAVersionThatWouldChangeNothing() {
        // Given
        harness.pipe(CATALOG, PRODUCT, effective(NOW.minusSeconds(60)));
        harness.pipe(CATALOG, PRODUCT, effective(NOW.plusSeconds(60)));
        // When
        harness.pipe(CATALOG, PRODUCT, effective(NOW.minusSeconds(61)));
        // Then
        assertThat(harness.drain(CATALOG_ACCEPTED)).hasSize(2);
        assertThat(harness.drainDeadLetters()).singleElement().satisfies(letter -> assertThat(reason(letter))
                .contains("effectiveAt " + NOW.minusSeconds(61) + " is before " + NOW.minusSeconds(60)));
    }

    @Test
    void acceptsAVersionFromNowOnBesideAPlannedOneAndAnyAfterAnEnd() {
        // Given
        harness.pipe(CATALOG, PRODUCT, effective(NOW.minusSeconds(60)));
        harness.pipe(CATALOG, PRODUCT, effective(NOW.plusSeconds(60)));
        // When
        harness.pipe(CATALOG, PRODUCT, effective(NOW));
        harness.pipe(CATALOG, PRODUCT, null);
        harness.pipe(CATALOG, PRODUCT, effective(NOW.minusSeconds(90)));
        // Then
        assertThat(harness.drain(CATALOG_ACCEPTED)).hasSize(4);
    }

    @Test
    void putsWhatShopsSayIntoForceInTheOrderOfTheLog() {
        // Given
        harness.pipe(CATALOG, PRODUCT, effective(NOW.plusSeconds(2)));
        // When
        harness.pipe(CATALOG, PRODUCT, aCatalogProduct().setStock(7).build());
        // Then
        assertThat(harness.drain(CATALOG_ACCEPTED)).last().satisfies(accepted -> {
            assertThat(accepted.getStock()).isEqualTo(7);
            assertThat(accepted.getEffectiveAt()).isEqualTo(NOW.plusSeconds(2));
        });
    }

    private static CatalogProduct effective(Instant at) {
        return aCatalogProduct().setEffectiveAt(at).build();
    }

    private static String reason(TestRecord<byte[], byte[]> letter) {
        return new String(
                letter.headers().lastHeader("__streams.errors.message").value(), StandardCharsets.UTF_8);
    }

    @Test
    void saysInFieldsWhatTheYamlSaysWhateverItsPublisherFilledIn() {
        // Given
        var published = aCampaignDefinition(yaml())
                .setVersion(7)
                .setChannel("sms")
                .setHoldoutBasisPoints(9_999)
                .build();
        // When
        harness.pipe(CAMPAIGNS, WELCOME, published);
        // Then
        var campaign = campaign();
        assertThat(harness.drain(CAMPAIGNS_ACCEPTED)).singleElement().satisfies(accepted -> {
            assertThat(accepted.getVersion()).isEqualTo(campaign.version());
            assertThat(accepted.getKind()).isEqualTo(CampaignKind.OFFER);
            assertThat(accepted.getChannel())
                    .isEqualTo(campaign.audience().channel())
                    .isNotEqualTo("sms");
            assertThat(accepted.getPurpose()).isEqualTo("marketing");
            assertThat(accepted.getGoal()).isEqualTo(campaign.goal());
            assertThat(accepted.getHoldoutBasisPoints()).isEqualTo(1_000);
            assertThat(accepted.getArms())
                    .extracting(CampaignArm::getName)
                    .containsExactlyElementsOf(
                            campaign.experiment().arms().stream().map(Arm::name).toList());
            assertThat(accepted.getArms().stream()
                            .mapToInt(CampaignArm::getWeightBasisPoints)
                            .sum())
                    .isEqualTo(Share.WHOLE);
        });
    }

    @Test
    void passesTombstonesOn() {
        // When
        harness.pipe(CAMPAIGNS, WELCOME, null);
        // Then
        assertThat(harness.drainRecords(CAMPAIGNS_ACCEPTED))
                .singleElement()
                .isEqualTo(new TestRecord<String, CampaignDefinition>(WELCOME, null, NOW));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello not json", "", "\0\0\0\0\1", "\0"})
    void putsUnreadableBytesAsideAsTheyAre(String text) {
        // Given
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        // When
        harness.pipeBytes(CAMPAIGNS, WELCOME, bytes);
        harness.pipeBytes(CATALOG, PRODUCT, bytes);
        // Then
        assertThat(harness.drainDeadLetters()).extracting(TestRecord::value).containsExactly(bytes, bytes);
        assertThat(harness.drainRecords(CAMPAIGNS_ACCEPTED)).isEmpty();
        assertThat(harness.drainRecords(CATALOG_ACCEPTED)).isEmpty();
        assertThat(deadLetters(CAMPAIGNS, "deserialization")).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("brokenDefinitions")
    void leavesTheVersionBeforeInForceWhenADefinitionBreaksARule(String key, String yaml) {
        // When
        harness.pipe(CAMPAIGNS, key, aCampaignDefinition(yaml).build());
        // Then
        assertThat(harness.drainRecords(CAMPAIGNS_ACCEPTED)).isEmpty();
        assertRejected(CAMPAIGNS, aCampaignDefinition(yaml).build());
    }

    static Stream<Arguments> brokenDefinitions() {
        return Stream.of(
                Arguments.of("broken", "id: broken"),
                Arguments.of(WELCOME, ""),
                Arguments.of("another-key", yaml()),
                Arguments.of("nested", "[".repeat(200_000)));
    }

    @ParameterizedTest
    @MethodSource("brokenProducts")
    void leavesTheProductBeforeInForceWhenOneBreaksARule(String key, CatalogProduct product) {
        // When
        harness.pipe(CATALOG, key, product);
        // Then
        assertThat(harness.drainRecords(CATALOG_ACCEPTED)).isEmpty();
        assertRejected(CATALOG, product);
    }

    static Stream<Arguments> brokenProducts() {
        return Stream.of(
                Arguments.of(
                        PRODUCT,
                        aCatalogProduct().setPrice(new Money(-2_000L, "USD")).build()),
                Arguments.of(
                        PRODUCT,
                        aCatalogProduct().setPrice(new Money(2_000L, "dollars")).build()),
                Arguments.of(PRODUCT, aCatalogProduct().setName(" ").build()),
                Arguments.of("another-key", aCatalogProduct().build()));
    }

    @Test
    void rejectsRecordWithoutKey() {
        // Given
        var input = harness.driver()
                .createInputTopic(
                        CAMPAIGNS.name(),
                        new StringSerializer(),
                        harness.serdes().<CampaignDefinition>serializer());
        // When
        input.pipeInput(aCampaignDefinition(yaml()).build());
        // Then
        assertThat(harness.drainRecords(CAMPAIGNS_ACCEPTED)).isEmpty();
        assertRejected(CAMPAIGNS, aCampaignDefinition(yaml()).build());
    }

    private <V extends SpecificRecord> void assertRejected(Topic<V> topic, V value) {
        var bytes = harness.serdes().<V>serializer().serialize(topic.name(), value);
        assertThat(harness.drainDeadLetters()).extracting(TestRecord::value).containsExactly(bytes);
        assertThat(deadLetters(topic, "processing")).isEqualTo(1);
        assertThat(meters.get("rapport.control.rejected")
                        .tag("topic", topic.name())
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    private double deadLetters(Topic<?> topic, String stage) {
        return harness.meters()
                .get("rapport.dead.letters")
                .tag("topic", topic.name())
                .tag("stage", stage)
                .counter()
                .count();
    }

    private static String yaml() {
        return welcome().yaml();
    }

    private static Campaign campaign() {
        return welcome().campaign();
    }

    private static CampaignFile welcome() {
        return CampaignFiles.load(Optional.empty()).stream()
                .filter(file -> file.campaign().id().equals(WELCOME))
                .findFirst()
                .orElseThrow();
    }
}
