package dev.rapport.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rapport.runtime.config.ConfigReader.Documented;
import dev.rapport.runtime.http.HttpServerConfig;
import dev.rapport.runtime.kafka.KafkaConnection;
import dev.rapport.runtime.value.ByteSize;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ConfigReaderTest {
    @Test
    void takesDefaultsWhenNothingIsSet() {
        // Given
        var in = new ConfigReader(Settings.none());
        // Then
        assertThat(in.text("t", "x", "")).isEqualTo("x");
        assertThat(in.optionalText("o", "")).isEmpty();
        assertThat(in.integer("i", 3, "")).isEqualTo(3);
        assertThat(in.number("n", 0.5, "")).isEqualTo(0.5);
        assertThat(in.flag("f", true, "")).isTrue();
        assertThat(in.duration("d", Duration.ofSeconds(2), "")).isEqualTo(Duration.ofSeconds(2));
        assertThat(in.size("s", ByteSize.ofKiB(1), "")).isEqualTo(ByteSize.ofKiB(1));
        assertThat(in.list("l", List.of("a"), "")).containsExactly("a");
        assertThat(in.map("m", Map.of("a", "b"), "")).containsEntry("a", "b");
        assertThatCode(in::finish).doesNotThrowAnyException();
    }

    @Test
    void tellsAProblemOnceHoweverOftenItIsRead() {
        // Given
        var in = reader(Map.of("i", "many"));
        // When
        in.integer("i", 1, "");
        in.integer("i", 1, "");
        // Then
        assertThatThrownBy(in::finish)
                .isInstanceOfSatisfying(ConfigException.class, failure -> assertThat(failure.problems())
                        .hasSize(1));
    }

    @Test
    void namesVariablesThatLookLikeItsSettings() {
        // Given
        var environment = Map.of(
                "RAPPORT_INFERENCE_MODEL", "m",
                "RAPPORT_INFERENCE_MODLE", "m",
                "RAPPORT_SCORING_WINDOW", "of another process",
                "RAPPORT_KAFKA_ACKS", "Kafka's own",
                "INFERENCE_MODLE", "not ours");
        var in = new ConfigReader(Settings.load(Optional.empty(), environment, Map.of()));
        // When
        in.text("inference.model", "default", "");
        in.text("kafka.bootstrap.servers", "", "");
        // Then
        assertThat(in.unknownVariables()).containsExactly("RAPPORT_INFERENCE_MODLE");
    }

    @Test
    void namesTheNewNameOfARenamedSetting() {
        // Given
        var renamed = new RenamedKeys(Map.of("a.old", "b.new", "front.store.", "store."));
        var in = new ConfigReader(
                Settings.load(
                        Optional.empty(),
                        Map.of("RAPPORT_FRONT_STORE_MAX_AGE", "2d", "RAPPORT_FRONT_DOOR", "open"),
                        Map.of("a.old", "1", "front.store.dir", "x", "front.storey", "2")),
                renamed);
        in.text("front.door", "shut", "");
        // When
        var refusal = catchThrowableOfType(ConfigException.class, in::finish);
        // Then
        assertThat(refusal.problems())
                .containsExactlyInAnyOrder(
                        "a.old: was renamed to b.new",
                        "front.store.dir: was renamed to store.dir",
                        "environment RAPPORT_FRONT_STORE_MAX_AGE: was renamed to RAPPORT_STORE_MAX_AGE",
                        "front.storey: there is no such setting");
    }

    @Test
    void takesASettingThatIsReadUnderAnOldNameOfAnother() {
        // Given
        var renamed = new RenamedKeys(Map.of("front.", "store."));
        var in = new ConfigReader(
                Settings.load(Optional.empty(), Map.of("RAPPORT_FRONT_DOOR", "open"), Map.of("front.port", "1")),
                renamed);
        in.text("front.door", "shut", "");
        in.integer("front.port", 0, "");
        // Then
        assertThatCode(in::finish).doesNotThrowAnyException();
    }

    @Test
    void readsTypedValues() {
        // Given
        var in = reader(Map.of(
                "i", " 7 ", "n", "1e-3", "f", "false", "d", "5m", "s", "2MiB", "l", "a, b,,c", "m", "a=1, b=x=y"));
        // Then
        assertThat(in.integer("i", 0, "")).isEqualTo(7);
        assertThat(in.number("n", 0, "")).isEqualTo(0.001);
        assertThat(in.flag("f", true, "")).isFalse();
        assertThat(in.duration("d", Duration.ZERO, "")).isEqualTo(Duration.ofMinutes(5));
        assertThat(in.size("s", ByteSize.ofKiB(1), "")).isEqualTo(ByteSize.ofMiB(2));
        assertThat(in.list("l", List.of(), "")).containsExactly("a", "b", "c");
        assertThat(in.map("m", Map.of(), "")).containsExactly(Map.entry("a", "1"), Map.entry("b", "x=y"));
    }

    @Test
    void reportsAllProblemsTogether() {
        // Given
        var in = reader(Map.of("http.port", "99999", "i", "many", "d", "soon", "typo.here", "1", "kafka.any", "1"));
        in.integer("i", 1, "");
        in.duration("d", Duration.ZERO, "");
        HttpServerConfig.from(in, 8080);
        // When
        var refusal = catchThrowableOfType(ConfigException.class, in::finish);
        // Then
        assertThat(refusal.problems())
                .containsExactlyInAnyOrder(
                        "i=many (flag): expected a whole number",
                        "d=soon (flag): expected a duration such as 250ms, 30s, 5m, 2h or 7d",
                        "http.port=99999: must be between 0 and 65535",
                        "typo.here: there is no such setting");
        assertThat(refusal).hasMessageContaining("typo.here").hasMessageContaining("http.port");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "1,5", ""})
    void refusesNumbersThatAreNone(String value) {
        // Given
        var in = reader(Map.of("n", value));
        // When
        in.number("n", 1, "");
        // Then
        assertThat(catchThrowableOfType(ConfigException.class, in::finish).problems())
                .singleElement()
                .asString()
                .startsWith("n=" + value);
    }

    @Test
    void refusesSizesThatOverflow() {
        // Given
        var in = reader(Map.of("s", "999999999999999999GiB"));
        // When
        in.size("s", ByteSize.ofKiB(1), "");
        // Then
        assertThat(catchThrowableOfType(ConfigException.class, in::finish).problems())
                .hasSize(1);
    }

    @Test
    void knowsTheReferenceOfWhatItRead() {
        // Given
        var in = new ConfigReader(Settings.none());
        // When
        in.duration("a.wait", Duration.ofSeconds(90), "How long to wait.");
        in.optionalText("a.name", "A name.");
        // Then
        assertThat(in.documented())
                .containsExactly(
                        new Documented("a.wait", "duration", "90s", "How long to wait."),
                        new Documented("a.name", "text", "", "A name."));
    }

    @Test
    void doesNotShowSecretsOfTheKafkaConnection() {
        // Given
        var settings =
                Settings.of(Map.of("kafka.sasl.jaas.config", "password=secret", "kafka.bootstrap.servers", "k:1"));
        // When
        var kafka = KafkaConnection.from(settings, new ConfigReader(settings));
        // Then
        assertThat(kafka).hasToString("KafkaConnection[k:1]");
        assertThat(kafka.admin("x")).containsEntry("sasl.jaas.config", "password=secret");
    }

    private static ConfigReader reader(Map<String, String> flags) {
        return new ConfigReader(Settings.of(flags));
    }
}
