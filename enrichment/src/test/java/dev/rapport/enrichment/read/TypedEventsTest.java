package dev.rapport.enrichment.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.enrichment.json.JacksonJson;
import dev.rapport.enrichment.state.ReadEvent;
import dev.rapport.runtime.value.Outcome;
import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.ChatDetails;
import dev.rapport.schemas.EmailDetails;
import dev.rapport.schemas.EventType;
import dev.rapport.schemas.ExperimentDetails;
import dev.rapport.schemas.Money;
import dev.rapport.schemas.OrderDetails;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Currency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Events of the specifications for shops, mail, chat and experiments, in our own words. */
final class TypedEventsTest {
    private final EventReader reader = new EventReader(new JacksonJson(), Currency.getInstance("USD"));

    @Test
    void readsTheAmountsOfAnOrderInItsCurrency() {
        // When
        var event = track("""
                {"order_id":"A-17","checkout_id":"c-9","affiliation":"Harbour Mill online","subtotal":"90.00","shipping":4.5,
                 "tax":17.955,"discount":10,"total":112.46,"revenue":80,"coupon":"SPRING","currency":"eur","gift":true,
                 "products":[{"product_id":"lamp-7","price":45,"quantity":2}]}""");
        // Then
        assertThat(event.getOrder())
                .isEqualTo(OrderDetails.newBuilder()
                        .setCheckoutId("c-9")
                        .setAffiliation("Harbour Mill online")
                        .setCoupon("SPRING")
                        .setSubtotal(new Money(9_000L, "EUR"))
                        .setShipping(new Money(450L, "EUR"))
                        .setTax(new Money(1_796L, "EUR"))
                        .setDiscount(new Money(1_000L, "EUR"))
                        .setTotal(new Money(11_246L, "EUR"))
                        .build());
        assertThat(event.getOrderId()).isEqualTo("A-17");
        assertThat(event.getRevenue()).isEqualTo(new Money(8_000L, "EUR"));
        assertThat(event.getProducts()).hasSize(1);
        assertThat(event.getProperties())
                .extracting(property -> property.getName())
                .contains("gift", "tax");
    }

    @Test
    void readsAMailAndItsLink() {
        // When
        var event = track("""
                {"email_id":"e-4","email_subject":"Your lamp","campaign_id":12,"campaign_name":"Spring",
                 "link_id":"top","link_url":"https://shop.example/lamp"}""");
        // Then
        assertThat(event.getEmail())
                .isEqualTo(new EmailDetails("e-4", "Your lamp", "12", "Spring", "top", "https://shop.example/lamp"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"""
                {"conversation_id":"k-1","message_id":"n-2","message_body":"Where is it?","role":"customer","agent_id":"g",
                 "agent_name":"Ines","agent_username":"ines","conversation_duration":45}""", """
                {"conversationId":"k-1","messageId":"n-2","messageBody":"Where is it?","role":"customer","agentId":"g",
                 "agentName":"Ines","agentUsername":"ines","conversation_duration":"45"}"""})
    void readsAMessageOfAConversation(String properties) {
        assertThat(track(properties).getChat())
                .isEqualTo(new ChatDetails("k-1", "n-2", "Where is it?", "customer", "g", "Ines", "ines", 45.0));
    }

    @Test
    void readsTheVariationOfAnExperiment() {
        assertThat(track(
                                "{\"experiment_id\":\" x-1 \",\"experimentName\":\"Colour\",\"variation_id\":2,\"variation_name\":\"Blue\"}")
                        .getExperiment())
                .isEqualTo(new ExperimentDetails("x-1", "Colour", "2", "Blue"));
    }

    @Test
    void rejectsNothingForADetailOfAnotherForm() {
        // When
        var event = track("""
                {"coupon":{"code":"SPRING"},"shipping":"free","tax":1e300,"discount":"10%","total":7,"email_id":["a"],
                 "email_subject":true,"conversation_id":"k","conversation_duration":"long","experiment_id":{},
                 "variation_id":"LONG"}""".replace("LONG", "v".repeat(257)));
        // Then
        assertThat(event.getOrder())
                .isEqualTo(OrderDetails.newBuilder()
                        .setTotal(new Money(700L, "USD"))
                        .build());
        assertThat(event.getEmail()).isEqualTo(EmailDetails.newBuilder().build());
        assertThat(event.getChat())
                .isEqualTo(ChatDetails.newBuilder().setConversationId("k").build());
        assertThat(event.getExperiment())
                .isEqualTo(ExperimentDetails.newBuilder().build());
        assertThat(event.getProperties()).hasSize(11);
    }

    @Test
    void hasNoDetailsOfAnEventThatNamesNone() {
        // When
        var event = track("{\"plan\":\"pro\"}");
        // Then
        assertThat(event.getOrder()).isNull();
        assertThat(event.getEmail()).isNull();
        assertThat(event.getChat()).isNull();
        assertThat(event.getExperiment()).isNull();
    }

    /** A trait named coupon is no order's. */
    @ParameterizedTest
    @EnumSource(
            value = EventType.class,
            names = {"IDENTIFY", "GROUP", "PAGE", "SCREEN"})
    void readsDetailsOfTrackEventsOnly(EventType type) {
        // When
        var event = read(type, "{\"coupon\":\"SPRING\",\"experiment_id\":\"x\"}");
        // Then
        assertThat(event.getOrder()).isNull();
        assertThat(event.getExperiment()).isNull();
    }

    private ReadEvent track(String properties) {
        return read(EventType.TRACK, properties);
    }

    private ReadEvent read(EventType type, String properties) {
        var field = type == EventType.IDENTIFY || type == EventType.GROUP ? "traits" : "properties";
        var captured = CapturedEvent.newBuilder()
                .setMessageId("m")
                .setType(type)
                .setUserId("ada")
                .setOccurredAt(Instant.EPOCH)
                .setReceivedAt(Instant.EPOCH)
                .setSourceId("shop")
                .setPayload(
                        ByteBuffer.wrap(("{\"" + field + "\":" + properties + "}").getBytes(StandardCharsets.UTF_8)))
                .build();
        var outcome = reader.read(captured);
        assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
        return ((Outcome.Accepted<ReadEvent, ?>) outcome).value();
    }
}
