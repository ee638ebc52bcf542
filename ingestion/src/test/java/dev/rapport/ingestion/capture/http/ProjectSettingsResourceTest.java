package dev.rapport.ingestion.capture.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProjectSettingsResourceTest {
    @ParameterizedTest
    @CsvSource(nullValues = "none", textBlock = """
                    http,  none,  none,                   http
                    http,  none,  http://shop.example,    http
                    http,  none,  https://shop.example,   https
                    http,  https, none,                   https
                    http,  https, http://shop.example,    https
                    http,  http,  none,                   http
                    https, none,  none,                   https
                    """)
    void namesTheProtocolByWhichPagesGetThrough(String scheme, String forwarded, String origin, String expected) {
        // When
        var protocol = ProjectSettingsResource.protocol(scheme, forwarded, origin);
        // Then
        assertThat(protocol).isEqualTo(expected);
    }
}
