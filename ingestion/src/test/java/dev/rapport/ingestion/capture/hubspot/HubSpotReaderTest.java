package dev.rapport.ingestion.capture.hubspot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rapport.ingestion.capture.Capture;
import dev.rapport.ingestion.capture.CaptureConfig;
import dev.rapport.ingestion.capture.EventCheck;
import dev.rapport.ingestion.capture.FakeEventSink;
import dev.rapport.ingestion.capture.Receipt;
import dev.rapport.ingestion.capture.json.JsonItemReader;
import dev.rapport.runtime.value.Outcome;
import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.EventFlag;
import dev.rapport.schemas.EventType;
import dev.rapport.schemas.RejectedEvent;
import dev.rapport.schemas.RejectionReason;
import dev.rapport.testkit.sample.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From the bytes of a webhook to what capture stores. */
final class HubSpotReaderTest {
    private static final Instant NOW = Instant.parse("2026-05-04T10:00:00Z");
    private static final Instant OCCURRED = Instant.parse("2026-05-04T09:59:30.250Z");
    private static final String HEAD = "\"eventId\":9001,\"subscriptionId\":77,\"portalId\":4242,\"appId\":5,"
            + "\"occurredAt\":1777888770250,\"attemptNumber\":0,\"changeSource\":\"CRM_UI\",";

    private final FakeEventSink sink = new FakeEventSink();

    @Test
    void makesTraitsOfAPropertyOfAContact() throws Exception {
        // When
        take("{" + HEAD + "\"subscriptionType\":\"contact.propertyChange\",\"objectId\":31,"
                + "\"propertyName\":\"firstname\",\"propertyValue\":\"Inés\"}");
        // Then
        var event = captured();
        assertThat(event.getType()).isEqualTo(EventType.IDENTIFY);
        assertThat(event.getAnonymousId()).isEqualTo("hubspot:4242:31");
        assertThat(event.getUserId()).isNull();
        assertThat(event.getOccurredAt()).isEqualTo(OCCURRED);
        assertThat(event.getReceivedAt()).isEqualTo(NOW);
        assertThat(event.getSourceId()).isEqualTo("hubspot");
        assertThat(event.getMessageId()).isEqualTo("hubspot:4242:77:31:9001:1777888770250");
        assertThat(event.getFlags()).isEmpty();
        var payload = payload(event);
        assertThat(payload.path("type").asText()).isEqualTo("identify");
        assertThat(payload.path("traits")).isEqualTo(json("{\"firstName\":\"Inés\"}"));
        assertThat(payload.at("/context/hubspot/propertyName").asText()).isEqualTo("firstname");
        assertThat(payload.at("/context/hubspot").has("propertyValue")).isFalse();
    }

    @Test
    void keepsThePropertiesThatItDoesNotKnowAndClearsEmptyOnes() throws Exception {
        // When
        take(property("favourite_tea", "Assam"), property("phone", ""));
        // Then
        assertThat(sink.accepted())
                .extracting(HubSpotReaderTest::payload)
                .extracting(payload -> payload.path("traits"))
                .containsExactly(json("{\"favourite_tea\":\"Assam\"}"), json("{\"phone\":null}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hs_email_optout", "hs_email_optout_9182736"})
    void hasTheOptOutOfAContactAmongItsTraits(String property) throws Exception {
        // Given
        var change = property(property, "true");
        // When
        take(change);
        // Then
        assertThat(payload(captured()).path("traits").path(property).asText()).isEqualTo("true");
        var raw = reader(Optional.empty())
                .read(change.getBytes(UTF_8))
                .orElseThrow()
                .get(0);
        assertThat(raw.withdrawals(receipt())).singleElement().satisfies(withdrawal -> {
            assertThat(withdrawal.anonymousId()).isEqualTo("hubspot:4242:31");
            assertThat(withdrawal.occurredAt()).isEqualTo(OCCURRED);
            assertThat(withdrawal.withdrawal().getStated()).containsExactly("email");
        });
    }

    @Test
    void withdrawsNothingWhereAContactOptsInAgain() {
        // When
        var raw = reader(Optional.empty())
                .read(property("hs_email_optout", "false").getBytes(UTF_8))
                .orElseThrow()
                .get(0);
        // Then
        assertThat(raw.withdrawals(receipt())).isEmpty();
    }

    @Test
    void linksAContactToTheUserThatAPropertyNames() {
        // When
        take(reader(Optional.of("shop_user_id")), property("shop_user_id", "ada"));
        // Then
        assertThat(captured().getUserId()).isEqualTo("ada");
        assertThat(captured().getAnonymousId()).isEqualTo("hubspot:4242:31");
    }

    @Test
    void tellsOfContactsThatComeAndComeBack() throws Exception {
        // When
        take(change("contact.creation"), change("contact.restore"), change("contact.newIn2027"));
        // Then
        assertThat(sink.accepted()).extracting(CapturedEvent::getType).containsOnly(EventType.TRACK);
        assertThat(sink.accepted())
                .extracting(CapturedEvent::getName)
                .containsExactly("Contact Created", "Contact Restored", "contact.newIn2027");
        assertThat(payload(sink.accepted().get(0)).path("properties")).isEqualTo(json("{\"changeSource\":\"CRM_UI\"}"));
    }

    @Test
    void withdrawsAllConsentOfADeletedContactButForgetsNothing() {
        // When
        take(change("contact.deletion"));
        // Then
        assertThat(captured().getName()).isEqualTo("Contact Deleted");
        assertThat(sink.withdrawn()).singleElement().satisfies(withdrawn -> {
            assertThat(withdrawn.getAnonymousId()).isEqualTo("hubspot:4242:31");
            assertThat(withdrawn.getOccurredAt()).isEqualTo(OCCURRED);
            assertThat(withdrawn.getWithdrawal().getStated()).contains("marketing", "email", "whatsapp");
        });
        assertThat(sink.erasures()).isEmpty();
    }

    @Test
    void leavesTheConsentOfAContactThatAMergeReplaced() {
        // When
        take(change("contact.deletion").replace("CRM_UI", "CONTACT_MERGE"));
        // Then
        assertThat(captured().getName()).isEqualTo("Contact Deleted");
        assertThat(sink.withdrawn()).isEmpty();
    }

    /** HubSpot notifies of every contact that a merge replaces as deleted, too, and keeps no order. */
    @Test
    void leavesTheConsentOfContactsThatAMergeOfTheSameRequestReplaced() {
        // When
        take(
                change("contact.deletion"),
                change("contact.deletion").replace("\"objectId\":31", "\"objectId\":32"),
                "{" + HEAD + "\"subscriptionType\":\"contact.merge\",\"objectId\":9,\"primaryObjectId\":1,"
                        + "\"mergedObjectIds\":[31],\"newObjectId\":9}",
                change("contact.deletion").replace("\"objectId\":31", "\"objectId\":1"));
        // Then
        assertThat(sink.withdrawn())
                .as("only of the contact that is really gone")
                .singleElement()
                .satisfies(withdrawn -> assertThat(withdrawn.getAnonymousId()).isEqualTo("hubspot:4242:32"));
        assertThat(sink.accepted())
                .extracting(CapturedEvent::getName)
                .containsExactly("Contact Deleted", "Contact Deleted", null, null, "Contact Deleted");
    }

    @Test
    void doesNotTakeAMergeOfCompaniesForOneOfContacts() {
        // When
        take(
                "{" + HEAD + "\"subscriptionType\":\"company.merge\",\"primaryObjectId\":1,\"mergedObjectIds\":[31]}",
                change("contact.deletion"));
        // Then
        assertThat(sink.withdrawn()).hasSize(1);
        assertThat(sink.accepted().get(0).getUserId()).isEqualTo("hubspot:4242:company:1");
        assertThat(sink.accepted().get(0).getPreviousId()).isEqualTo("hubspot:4242:company:31");
    }

    @Test
    void makesNoTraitOfAValueThatHubSpotWithholds() throws Exception {
        // When
        take(
                property("health_note", "REDACTED"),
                property("health_note", "x").replace("\"objectId\"", "\"isSensitive\":true,\"objectId\""));
        // Then
        assertThat(sink.accepted()).hasSize(2).allSatisfy(event -> {
            assertThat(event.getName()).isEqualTo("Contact Property Changed");
            assertThat(payload(event).path("properties"))
                    .isEqualTo(json("{\"changeSource\":\"CRM_UI\",\"propertyName\":\"health_note\"}"));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"contact.privacyDeletion", "object.privacyDeletion\",\"objectTypeId\":\"0-1"})
    void requestsTheErasureOfAContactOnPrivacyDeletion(String type) {
        // When
        take(change(type));
        // Then
        assertThat(sink.erasures()).singleElement().satisfies(erasure -> {
            assertThat(erasure.identifier()).isEqualTo("hubspot:4242:31");
            assertThat(erasure.requestedAt()).isEqualTo(NOW);
        });
        assertThat(sink.withdrawn()).hasSize(1);
        assertThat(sink.accepted()).isEmpty();
        assertThat(sink.rejected()).isEmpty();
    }

    @Test
    void makesAliasesOfAMerge() {
        // When
        take("{" + HEAD + "\"subscriptionType\":\"contact.merge\",\"primaryObjectId\":1,\"mergedObjectIds\":[2,3],"
                + "\"newObjectId\":9,\"numberOfPropertiesMoved\":4}");
        // Then
        assertThat(sink.accepted()).extracting(CapturedEvent::getType).containsOnly(EventType.ALIAS);
        assertThat(sink.accepted()).extracting(CapturedEvent::getUserId).containsOnly("hubspot:4242:9");
        assertThat(sink.accepted())
                .extracting(CapturedEvent::getPreviousId)
                .containsExactly("hubspot:4242:2", "hubspot:4242:3", "hubspot:4242:1");
        assertThat(sink.accepted()).extracting(CapturedEvent::getMessageId).doesNotHaveDuplicates();
    }

    @Test
    void keepsThePrimaryContactOfAMergeWithoutANewOne() {
        // When
        take("{" + HEAD + "\"subscriptionType\":\"object.merge\",\"objectTypeId\":\"0-1\",\"objectId\":1,"
                + "\"primaryObjectId\":1,\"mergedObjectIds\":[2]}");
        // Then
        assertThat(captured().getUserId()).isEqualTo("hubspot:4242:1");
        assertThat(captured().getPreviousId()).isEqualTo("hubspot:4242:2");
    }

    @Test
    void makesAGroupOfACompany() throws Exception {
        // When
        take(
                "{" + HEAD + "\"subscriptionType\":\"company.propertyChange\",\"objectId\":8,\"propertyName\":\"name\","
                        + "\"propertyValue\":\"Harbour Mill\"}",
                "{" + HEAD + "\"subscriptionType\":\"object.creation\",\"objectTypeId\":\"0-2\",\"objectId\":8}");
        // Then
        assertThat(sink.accepted()).extracting(CapturedEvent::getType).containsOnly(EventType.GROUP);
        assertThat(sink.accepted()).extracting(CapturedEvent::getAnonymousId).containsOnly("hubspot:4242:company:8");
        var payload = payload(sink.accepted().get(0));
        assertThat(payload.path("groupId").asText()).isEqualTo("hubspot:4242:company:8");
        assertThat(payload.path("traits")).isEqualTo(json("{\"name\":\"Harbour Mill\"}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"subscriptionType\":\"contact.associationChange\",\"associationType\":\"CONTACT_TO_COMPANY\"",
                "\"subscriptionType\":\"object.associationChange\",\"fromObjectTypeId\":\"0-1\",\"toObjectTypeId\":\"0-2\""
            })
    void putsAContactIntoTheGroupOfItsCompany(String association) throws Exception {
        // When
        take("{" + HEAD + association + ",\"fromObjectId\":31,\"toObjectId\":8,\"associationRemoved\":false}");
        // Then
        assertThat(captured().getType()).isEqualTo(EventType.GROUP);
        assertThat(captured().getAnonymousId()).isEqualTo("hubspot:4242:31");
        assertThat(payload(captured()).path("groupId").asText()).isEqualTo("hubspot:4242:company:8");
    }

    /** HubSpot notifies of an association in each direction that is subscribed to. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"subscriptionType\":\"company.associationChange\",\"associationType\":\"COMPANY_TO_CONTACT\"",
                "\"subscriptionType\":\"object.associationChange\",\"fromObjectTypeId\":\"0-2\",\"toObjectTypeId\":\"0-1\""
            })
    void putsAContactIntoTheGroupOfTheCompanyThatIsToldOfIt(String association) throws Exception {
        // When
        take("{" + HEAD + association + ",\"fromObjectId\":8,\"toObjectId\":31,\"associationRemoved\":false}");
        // Then
        assertThat(captured().getAnonymousId()).isEqualTo("hubspot:4242:31");
        assertThat(payload(captured()).path("groupId").asText()).isEqualTo("hubspot:4242:company:8");
    }

    @Test
    void tellsOfAnAssociationThatIsRemoved() throws Exception {
        // When
        take("{" + HEAD + "\"subscriptionType\":\"contact.associationChange\",\"associationType\":"
                + "\"CONTACT_TO_COMPANY\",\"fromObjectId\":31,\"toObjectId\":8,\"associationRemoved\":true}");
        // Then
        assertThat(captured().getName()).isEqualTo("Contact Association Changed");
        assertThat(payload(captured()).at("/properties/associationRemoved").asBoolean())
                .isTrue();
    }

    @Test
    void rejectsWhatNamesNoCustomerAndTakesTheRest() {
        // When
        take(
                "{" + HEAD + "\"subscriptionType\":\"deal.creation\",\"objectId\":1}",
                "{" + HEAD + "\"subscriptionType\":\"object.creation\",\"objectTypeId\":\"2-7\",\"objectId\":1}",
                "{\"subscriptionType\":\"contact.creation\",\"objectId\":1}",
                "{" + HEAD + "\"objectId\":1}",
                "7",
                "{" + HEAD + "\"subscriptionType\":\"contact.merge\",\"primaryObjectId\":1}",
                "{" + HEAD + "\"subscriptionType\":\"contact.propertyChange\",\"objectId\":1}",
                change("contact.creation"));
        // Then
        assertThat(sink.rejected())
                .extracting(RejectedEvent::getReason)
                .containsExactly(
                        RejectionReason.UNKNOWN_TYPE,
                        RejectionReason.UNKNOWN_TYPE,
                        RejectionReason.MISSING_IDS,
                        RejectionReason.UNKNOWN_TYPE,
                        RejectionReason.NOT_AN_OBJECT,
                        RejectionReason.MISSING_PREVIOUS_ID,
                        RejectionReason.INVALID_FIELD);
        assertThat(sink.rejected().get(4).getPayload()).isEqualTo(UTF_8.encode("7"));
        assertThat(sink.accepted()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[{", "nonsense", "\"text\"", "[] []"})
    void rejectsABodyThatIsNotAnArrayOfChanges(String body) {
        // When
        var events = reader(Optional.empty()).read(body.getBytes(UTF_8)).orElseThrow();
        // Then
        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.bytes()).isEqualTo(UTF_8.encode(body));
            assertThat(event.read(receipt())).isInstanceOf(Outcome.Rejected.class);
        });
    }

    @Test
    void takesAHundredChangesAndNoMore() {
        // Given
        var hundred = "0,".repeat(99) + "0";
        // When
        var events = reader(Optional.empty()).read(("[" + hundred + "]").getBytes(UTF_8));
        // Then
        assertThat(events.orElseThrow()).hasSize(100);
        assertThat(reader(Optional.empty()).read(("[" + hundred + ",0]").getBytes(UTF_8)))
                .isEmpty();
    }

    @Test
    void keepsAChangeWithoutATimeThatCanBeReadWithAFlag() {
        // When
        take(change("contact.creation").replace("1777888770250", "\"soon\""));
        // Then
        assertThat(captured().getOccurredAt()).isEqualTo(NOW);
        assertThat(captured().getFlags()).containsExactly(EventFlag.TIME_UNREADABLE);
    }

    @Test
    void bringsAnAttemptUnderTheSameMessageId() {
        // When
        take(change("contact.creation"), change("contact.creation").replace("attemptNumber\":0", "attemptNumber\":3"));
        // Then
        assertThat(sink.accepted())
                .extracting(CapturedEvent::getMessageId)
                .hasSize(2)
                .containsOnly("hubspot:4242:77:31:9001:1777888770250");
    }

    @Test
    void readsARejectedChangeAgain() {
        // Given
        var change = "{" + HEAD + "\"subscriptionType\":\"deal.creation\",\"objectId\":1}";
        var format = new HubSpotFormat(HubSpotConfig.DEFAULT);
        // When
        var events = format.read("", change.getBytes(UTF_8), null);
        // Then
        assertThat(HubSpotFormat.ORIGIN.format()).isEqualTo(format.name());
        assertThat(events).singleElement().satisfies(event -> assertThat(event.bytes())
                .isEqualTo(UTF_8.encode(change)));
    }

    /** Real bodies: a change without ids, one of a creation, one of a type without its kind. */
    @Test
    void takesRealBodies() throws Exception {
        // Given
        var bodies = Files.readAllLines(Samples.path("hubspot/webhook-bodies.jsonl"));
        // When
        bodies.forEach(body -> take(reader(Optional.empty()), body));
        // Then
        assertThat(bodies).hasSize(3);
        assertThat(sink.rejected()).extracting(RejectedEvent::getReason).containsExactly(RejectionReason.MISSING_IDS);
        assertThat(sink.accepted()).extracting(CapturedEvent::getName).containsExactly("Contact Created", "contact");
        assertThat(sink.accepted()).extracting(CapturedEvent::getAnonymousId).containsOnly("hubspot:4737818:123");
    }

    private void take(String... changes) {
        take(reader(Optional.empty()), "[" + String.join(",", changes) + "]");
    }

    private void take(HubSpotReader reader, String body) {
        var capture = new Capture(new EventCheck(CaptureConfig.DEFAULT), sink, () -> "assigned");
        var events = reader.read(body.getBytes(UTF_8)).orElseThrow();
        assertThat(capture.take(events, receipt())).isCompleted();
    }

    private CapturedEvent captured() {
        assertThat(sink.accepted()).hasSize(1);
        return sink.accepted().get(0);
    }

    private static String change(String type) {
        return "{" + HEAD + "\"subscriptionType\":\"" + type + "\",\"objectId\":31}";
    }

    private static String property(String name, String value) {
        return "{" + HEAD + "\"subscriptionType\":\"contact.propertyChange\",\"objectId\":31,\"propertyName\":\"" + name
                + "\",\"propertyValue\":\"" + value + "\"}";
    }

    private static HubSpotReader reader(Optional<String> userIdProperty) {
        return new HubSpotReader(
                new HubSpotConfig(List.of(), Optional.empty(), Optional.empty(), "hubspot", userIdProperty));
    }

    private static Receipt receipt() {
        return new Receipt("hubspot", NOW, Map.of());
    }

    private static JsonNode payload(CapturedEvent event) {
        return json(UTF_8.decode(event.getPayload().duplicate()).toString());
    }

    private static JsonNode json(String text) {
        try {
            return JsonItemReader.JSON.readTree(text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
