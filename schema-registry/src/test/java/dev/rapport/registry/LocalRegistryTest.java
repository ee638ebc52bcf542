package dev.rapport.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rapport.runtime.config.ConfigException;
import dev.rapport.runtime.config.ConfigReader;
import dev.rapport.runtime.config.Settings;
import dev.rapport.runtime.kafka.KafkaConnection;
import dev.rapport.runtime.registry.HttpSchemaRegistry;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LocalRegistryTest {
    @Test
    void usesTheRemoteOneWhereItsAddressIsSet() {
        // Given
        var in = new ConfigReader(Settings.of(Map.of("registry.url", "http://registry:8085")));
        var opener = LocalRegistry.unlessRemote().from(in);
        // When
        var opened = opener.open(KafkaConnection.to("localhost:1"));
        // Then
        assertThat(opened.registry()).isInstanceOf(HttpSchemaRegistry.class);
        assertThat(opened.routes()).isEmpty();
    }

    @Test
    void refusesAnAddressWhereItIsTheRegistryItself() {
        // Given
        var in = new ConfigReader(
                Settings.of(Map.of("registry.url", "http://registry:8085", "registry.writes", "network")));
        LocalRegistry.alone().from(in);
        // When
        var refusal = catchThrowableOfType(ConfigException.class, in::finish);
        // Then
        assertThat(refusal.problems())
                .containsExactlyInAnyOrder(
                        "registry.url: there is no such setting", "registry.writes: was renamed to http.access");
    }
}
