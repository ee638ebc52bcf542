package dev.rapport.ingestion.capture.segment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.ingestion.capture.Capture;
import dev.rapport.ingestion.capture.CaptureConfig;
import dev.rapport.ingestion.capture.EventCheck;
import dev.rapport.ingestion.capture.FakeEventSink;
import dev.rapport.ingestion.capture.Receipt;
import dev.rapport.ingestion.capture.Rejection;
import dev.rapport.ingestion.capture.segment.Submission.Events;
import dev.rapport.ingestion.capture.segment.Submission.Unreadable;
import dev.rapport.ingestion.capture.source.ConfiguredSources;
import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.EventType;
import dev.rapport.schemas.RejectedEvent;
import dev.rapport.schemas.RejectionReason;
import dev.rapport.schemas.SuppressionReason;
import dev.rapport.schemas.Withdrawal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WithdrawalReaderTest {
    private static final Instant NOW = Instant.parse("2026-05-04T10:00:00.123Z");
    private static final String UNSUBSCRIBED = "'type':'track','event':'Unsubscribed','userId':'ada'";

    private final SubmissionReader reader = new SubmissionReader(CaptureConfig.DEFAULT, ConfiguredSources.DEMO);
    private final FakeEventSink sink = new FakeEventSink();
    private final Capture capture = new Capture(new EventCheck(CaptureConfig.DEFAULT), sink, () -> "assigned");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'messageId':{}," + "U}",
                "{'anonymousId':{}," + "U}",
                "{'messageId':[]," + "U}",
                "{'properties':'x'," + "U}",
                "{'context':7," + "U}",
                "{'traits':'x'," + "U}",
                "{'type':'trak','event':'Unsubscribed','userId':'ada'}",
                "{'event':'Unsubscribed','userId':'ada'}",
                "{'event':'\u00a0Unsubscribed\u200b','userId':'ada'}",
                "{'type':'\u00a0track','event':'Unsubscribed ','userId':'ada','properties':'x'}",
                "{'type':'identify','userId':'ada','messageId':{},'traits':{'consents':{'marketing':false}}}",
                "{'type':'identify','userId':'ada','messageId':{},'context':{'traits':{'consents':{'marketing':'no'}}}}",
                "{'type':'track','userId':'ada','context':{'consent':{'categoryPreferences':{'marketing':false}}},"
                        + "'event':{},'name':'Segment Consent Preference Updated','traits':{'consents':0}}"
            })
    void keepsTheWithdrawalOfARejectedEvent(String event) {
        // When
        var rejections = post(event.replace("U}", UNSUBSCRIBED + "}"));
        // Then
        assertThat(rejections).hasSize(1);
        assertThat(sink.accepted()).isEmpty();
        assertThat(sink.stored().get(0)).isInstanceOf(RejectedEvent.class);
        assertThat(withdrawn()).singleElement().satisfies(kept -> {
            assertThat(kept.getUserId()).isEqualTo("ada");
            assertThat(kept.getOccurredAt()).isEqualTo(NOW);
            assertThat(kept.getPayload()).isEqualTo(java.nio.ByteBuffer.wrap("{}".getBytes(UTF_8)));
            assertThat(kept.getWithdrawal().getStated().contains("marketing")
                            || kept.getWithdrawal().getCarried().contains("marketing"))
                    .isTrue();
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "IDENTIFY | {'type':'track','messageId':{},'userId':'ada','traits':{'consents':{'marketing':false}}}",
                "IDENTIFY | {'messageId':{},'userId':'ada','traits':{'consents':{'marketing':false}}}",
                "TRACK    | {'type':'identify','userId':'ada','traits':{'consents':{'marketing':false}}}",
                "PAGE     | {'type':'track','messageId':{},'event':'Unsubscribed','userId':'ada'}"
            })
    void keepsTheWithdrawalOfARejectedCallWhateverTypeItsBodyNames(EventType call, String body) {
        // Given
        var submission =
                (Events) reader.read(Optional.of(call), body.replace('\'', '"').getBytes(UTF_8));
        // When
        var rejections = capture.take(submission.events(), new Receipt("shop", NOW, Map.of()))
                .join();
        // Then
        assertThat(rejections).hasSize(1);
        assertThat(withdrawn()).singleElement().satisfies(kept -> assertThat(kept.getUserId())
                .isEqualTo("ada"));
    }

    /** A no counts: whoever may send to the source of the request may say it, and under that source it is kept. */
    @ParameterizedTest
    @ValueSource(strings = {"'key-of-another-source'", "7", "{}"})
    void keepsTheWithdrawalOfAnEventWithTheKeyOfAnotherSource(String key) {
        // When
        var rejections = post("{'writeKey':" + key + "," + UNSUBSCRIBED + "}");
        // Then
        assertThat(rejections).extracting(Rejection::reason).containsExactly(RejectionReason.WRONG_WRITE_KEY);
        assertThat(withdrawn()).singleElement().satisfies(kept -> {
            assertThat(kept.getUserId()).isEqualTo("ada");
            assertThat(kept.getSourceId()).isEqualTo("shop");
        });
    }

    @Test
    void keepsTheWithdrawalOfAnEventThatIsTooLarge() {
        // When
        post("{'filler':'" + "x".repeat(40_000) + "'," + UNSUBSCRIBED + "}");
        // Then
        assertThat(withdrawn()).singleElement().satisfies(kept -> assertThat(kept.getWithdrawal())
                .isEqualTo(new Withdrawal(List.of("marketing"), List.of(), SuppressionReason.UNSUBSCRIBED, List.of())));
    }

    @Test
    void goesByTheIdThatCanBeUsed() {
        // When
        post("{'type':'track','event':'Unsubscribed','userId':'" + "u".repeat(257) + "','anonymousId':'browser'}");
        // Then
        assertThat(withdrawn()).singleElement().satisfies(kept -> {
            assertThat(kept.getAnonymousId()).isEqualTo("browser");
            assertThat(kept.getUserId()).isNull();
        });
    }

    @Test
    void keepsTheTimeOfTheEventWhereItCanBeTold() {
        // When
        post("{'timestamp':'2026-05-04T09:00:00Z','properties':'x'," + UNSUBSCRIBED + "}");
        // Then
        assertThat(withdrawn())
                .extracting(CapturedEvent::getOccurredAt)
                .containsExactly(Instant.parse("2026-05-04T09:00:00Z"));
    }

    @Test
    void hearsTheNoThatABatchSaysOnceForAll() {
        // When
        take("{'batch':[{'type':'page','userId':'ada','messageId':{}},{'type':'page','userId':'bob','messageId':{},"
                + "'context':{'consent':{'categoryPreferences':{'marketing':true}}}}],"
                + "'context':{'consent':{'categoryPreferences':{'marketing':false}}}}");
        // Then
        assertThat(withdrawn()).singleElement().satisfies(kept -> {
            assertThat(kept.getUserId()).isEqualTo("ada");
            assertThat(kept.getWithdrawal())
                    .isEqualTo(new Withdrawal(List.of(), List.of("marketing"), null, List.of()));
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'batch':[{U}],'context':7}",
                "{'batch':[{U},{'x':NaN}]}",
                "{'batch':[{U},{'type':'page',",
                "[{U}]",
                "{U,'x':nope}",
            })
    void hearsANoInABodyThatCannotBeRead(String body) {
        // When
        take(body.replace("U", UNSUBSCRIBED));
        // Then
        assertThat(sink.stored().get(0)).isInstanceOf(RejectedEvent.class);
        assertThat(withdrawn()).extracting(CapturedEvent::getUserId).containsExactly("ada");
    }

    @Test
    void keepsNothingOfARejectedEventThatSaysNoNo() {
        // When
        post("{'type':'identify','userId':'ada','messageId':{},'traits':{'consents':{'marketing':true}}}");
        post("{'type':'track','event':'Unsubscribed'}");
        // Then
        assertThat(withdrawn()).isEmpty();
        assertThat(sink.stored()).hasSize(2).isEqualTo(sink.rejected());
    }

    /** As SDKs send them: the clock's time on the batch only. */
    @Test
    void datesANoAsItsYesWasDated() {
        // Given
        take(
                "{'sentAt':'2026-05-04T08:59:27.123Z','batch':[{'type':'identify','userId':'ada',"
                        + "'timestamp':'2026-05-04T08:59:27.123Z','traits':{'consents':{'marketing':true}}}]}",
                NOW.minusSeconds(3));
        // When
        take("{'sentAt':'2026-05-04T08:59:30.123Z','batch':[{'type':'identify','userId':'ada','context':'x',"
                + "'timestamp':'2026-05-04T08:59:30.123Z','traits':{'consents':{'marketing':false}}}]}");
        // Then
        var granted = sink.accepted().get(0).getOccurredAt();
        assertThat(withdrawn()).singleElement().satisfies(kept -> assertThat(kept.getOccurredAt())
                .isAfter(granted));
    }

    @Test
    void datesANoInABodyThatIsCutOffByTheClockOfItsBatch() {
        // When
        take("{'sentAt':'2026-05-04T09:00:00.123Z','context':{'consent':{'categoryPreferences':{'ads':false}}},"
                + "'batch':[{'timestamp':'2026-05-04T08:59:00.123Z'," + UNSUBSCRIBED + "},");
        // Then
        assertThat(withdrawn()).singleElement().satisfies(kept -> {
            assertThat(kept.getOccurredAt()).isEqualTo(NOW.minusSeconds(60));
            assertThat(kept.getWithdrawal().getCarried()).containsExactly("ads");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'traits':{'consents':{'marketing':false,'marketing':true}}",
                "'traits':{'consents':{'marketing':false},'consents':{'marketing':true}}",
                "'traits':{'consents':{'marketing':false}},'traits':{'consents':{'marketing':true}}",
                "'context':{'traits':{'consents':{'marketing':false}}},'context':{}",
            })
    void hearsANoUnderADoubledKeyBeforeTheEventThatIsTaken(String words) {
        // When
        var rejections = post("{'type':'identify','userId':'ada'," + words + "}");
        // Then
        assertThat(rejections).isEmpty();
        assertThat(sink.stored())
                .containsExactly(withdrawn().get(0), sink.accepted().get(0));
        assertThat(withdrawn().get(0).getWithdrawal().getStated()).containsExactly("marketing");
        assertThat(withdrawn().get(0).getOccurredAt()).isEqualTo(NOW);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'context':{'consent':{'categoryPreferences':{'marketing':false}}},'context':{}",
                "'context':{'consent':{'categoryPreferences':{'marketing':false,'marketing':true}}}",
                "'context':{'consent':{'categoryPreferences':{'marketing':true}},'consent':{'categoryPreferences':{'marketing':0}}}",
            })
    void hearsANoThatABatchSaysUnderADoubledKey(String context) {
        // When
        take("{'batch':[{'type':'page','userId':'ada'}]," + context + "}");
        // Then
        assertThat(withdrawn())
                .singleElement()
                .satisfies(kept -> assertThat(kept.getWithdrawal().getCarried()).containsExactly("marketing"));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-05-04, 2026-05-04T10:00:00.123Z",
        "20260504T0700, 2026-05-04T10:00:00.123Z",
        "202605040700, 2026-05-04T10:00:00.123Z",
        "2026-05-04 05:00:00, 2026-05-04T10:00:00.123Z",
        "2026-05-04T05:00:00.000, 2026-05-04T10:00:00.123Z",
        "2026-05-03 05:00:00, 2026-05-03T17:00:00Z",
        "2020-05-04, 2020-05-05T12:00:00Z",
    })
    void datesANoWithAVagueTimeAsLateAsItMayBe(String timestamp, Instant counts) {
        // When
        post("{'timestamp':'" + timestamp + "'," + UNSUBSCRIBED + "}");
        post("{'timestamp':'" + timestamp + "','properties':7," + UNSUBSCRIBED + "}");
        // Then
        assertThat(sink.accepted()).hasSize(1);
        assertThat(sink.rejected()).hasSize(1);
        assertThat(withdrawn()).extracting(CapturedEvent::getOccurredAt).containsExactly(counts, counts);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'2026-05-04T09:00:00Z'",
                "'2026-05-04T11:00:00+02:00'",
                "'2026-05-04 11:00:00 Europe/Berlin'",
                "1777885200000",
                "'Mon, 4 May 2026 09:00:00 GMT'"
            })
    void keepsAnEventWithAClearTimeOnce(String timestamp) {
        // When
        post("{'timestamp':" + timestamp + "," + UNSUBSCRIBED + "}");
        // Then
        assertThat(sink.stored()).isEqualTo(sink.accepted()).hasSize(1);
    }

    @Test
    void hearsANoInTheNameOfAPageThatIsRejected() {
        // When
        post("{'type':'page','name':'Unsubscribed','userId':'ada','messageId':{}}");
        // Then
        assertThat(withdrawn()).hasSize(1);
    }

    /** Else the no would be kept under another id than the customer's events. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'messageId':{},'type':'track','event':'Unsubscribed','userId':'\\ud800ada'}",
                "{'messageId':{},'type':'track','event':'Unsubscribed','anonymousId':'\\u0000ada'}",
                "{'batch':7,'type':'track','event':'Unsubscribed','userId':'\\udc00ada'",
                "{'userId':'\\ud83dada','context':{'consent':{'categoryPreferences':{'marketing':false}}},'type':1}"
            })
    void repairsTheIdOfAWithdrawalAsThatOfAnEvent(String event) {
        // When
        take(event.startsWith("{'batch'") ? event : "{'batch':[" + event + "]}");
        // Then
        assertThat(withdrawn()).singleElement().satisfies(kept -> assertThat(
                        kept.getUserId() != null ? kept.getUserId() : kept.getAnonymousId())
                .isEqualTo("\uFFFDada"));
    }

    @Test
    void repairsTheCategoryOfAWithdrawalAsThatOfAnEvent() {
        // When
        post("{'messageId':{},'type':'identify','userId':'ada','traits':{'consents':{'\\udc00x':false}}}");
        // Then
        assertThat(withdrawn()).singleElement().satisfies(kept -> assertThat(kept.getWithdrawal())
                .extracting(no -> List.of(no.getStated(), no.getCarried()).toString())
                .asString()
                .contains("\uFFFDx"));
    }

    private List<Rejection> post(String event) {
        return take("{'batch':[" + event + "]}");
    }

    private List<Rejection> take(String text) {
        return take(text, NOW);
    }

    private List<Rejection> take(String text, Instant receivedAt) {
        var submission = reader.read(Optional.empty(), text.replace('\'', '"').getBytes(UTF_8));
        var events = submission instanceof Unreadable unreadable ? List.of(unreadable) : ((Events) submission).events();
        return capture.take(events, new Receipt("shop", receivedAt, Map.of())).join();
    }

    private List<CapturedEvent> withdrawn() {
        return sink.withdrawn();
    }
}
