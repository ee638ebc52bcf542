package dev.rapport.ingestion.capture.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rapport.ingestion.capture.Rejection;
import dev.rapport.ingestion.capture.http.RefusedRequestException.Reason;
import dev.rapport.schemas.RejectionReason;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class CaptureAnswerTest {
    private static final Rejection NAMED = new Rejection(3, "m-3", RejectionReason.MISSING_IDS, "ids are missing");
    private static final Rejection NAMELESS = new Rejection(4, null, RejectionReason.INVALID_FIELD, "name is wrong");

    static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of(CaptureAnswer.ofSingle(List.of()), "{'success':true}"),
                Arguments.of(CaptureAnswer.ofBatch(List.of()), "{'success':true}"),
                Arguments.of(
                        CaptureAnswer.ofSingle(List.of(NAMED)),
                        "{'success':false,'error':{'messageId':'m-3','reason':'MISSING_IDS','detail':'ids are missing'}}"),
                Arguments.of(
                        CaptureAnswer.ofBatch(List.of(NAMED, NAMELESS)),
                        "{'success':true,'rejected':["
                                + "{'index':3,'messageId':'m-3','reason':'MISSING_IDS','detail':'ids are missing'},"
                                + "{'index':4,'reason':'INVALID_FIELD','detail':'name is wrong'}]}"),
                Arguments.of(
                        CaptureAnswer.of(new RefusedRequestException(Reason.NOT_JSON, "the body is empty")),
                        "{'success':false,'error':{'reason':'NOT_JSON','detail':'the body is empty'}}"));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void isWrittenAsSendersReadIt(CaptureAnswer answer, String expected) throws Exception {
        // When
        var json = new ObjectMapper().writeValueAsString(answer);
        // Then
        assertThat(json).isEqualTo(expected.replace('\'', '"'));
    }
}
