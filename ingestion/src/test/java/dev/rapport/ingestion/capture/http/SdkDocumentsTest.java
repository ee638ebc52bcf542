package dev.rapport.ingestion.capture.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.runtime.json.Json;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What SDKs ask for before they send, in the form that they read. */
final class SdkDocumentsTest {
    static Stream<Arguments> documents() {
        return Stream.of(
                Arguments.of(
                        ProjectSettings.of("key", "localhost:8080", "http"),
                        "{'integrations':{'Segment.io':{'apiKey':'key','protocol':'http','apiHost':'localhost:8080/v1',"
                                + "'versionSettings':{'componentTypes':[]}}},"
                                + "'plan':{'track':{'__default':{'enabled':true}},"
                                + "'identify':{'__default':{'enabled':true}},'group':{'__default':{'enabled':true}}},"
                                + "'edgeFunction':{},'middlewareSettings':{},'enabledMiddleware':{},"
                                + "'metrics':{'sampleRate':0},'remotePlugins':[],'analyticsNextEnabled':true}"),
                Arguments.of(
                        ProjectSettings.of("key", null, "https").integrations(),
                        "{'Segment.io':{'apiKey':'key','protocol':'https','versionSettings':{'componentTypes':[]}}}"),
                Arguments.of(
                        SourceConfig.of("shop"),
                        "{'source':{'id':'shop','name':'shop','workspaceId':'rapport','enabled':true,"
                                + "'config':{'statsCollection':{'errors':{'enabled':false},'metrics':{'enabled':false}}},"
                                + "'destinations':[]}}"));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void hasTheFormThatSdksRead(Record document, String expected) throws Exception {
        // When
        var json = Json.strict().writeValueAsString(document);
        // Then
        assertThat(json).isEqualTo(expected.replace('\'', '"'));
    }
}
