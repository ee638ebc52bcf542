package dev.rapport.factory.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rapport.factory.corpus.LabelledRequests.Request;
import dev.rapport.tuning.pair.BadDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelledRequestsTest {
    @TempDir
    private Path folder;

    @Test
    void readsTextIntentAndAnswerAndIgnoresOtherColumns() throws IOException {
        // Given
        var file = csv(
                "flags,instruction,category,intent,response\nB,\"stop  my\norder, now\",ORDER,cancel_order,\"Ok\n\"\n");
        // When
        var requests = LabelledRequests.read(file);
        // Then
        assertThat(all(requests))
                .containsExactly(new Request("stop my order, now", Intent.CANCEL_ORDER, Optional.of("Ok\n")));
    }

    @Test
    void keepsHalfForEvaluationAndTextsThatDifferInNumbersOnlyTogether() throws IOException {
        // Given
        var text = new StringBuilder("utterance,intent\n");
        for (var i = 0; i < 200; i++) {
            var word = Syllables.word(new java.util.SplittableRandom(i), 3);
            text.append("where is " + word + " 123?,track_order\n");
            text.append("Where is " + word + " 98765,track_order\n");
        }
        // When
        var requests = LabelledRequests.read(csv(text.toString()));
        // Then
        assertThat(requests.training()).hasSizeBetween(140, 260);
        assertThat(requests.training().size() + requests.evaluation().size()).isEqualTo(400);
        assertThat(requests.training().size() % 2).isZero();
    }

    @Test
    void namesTheLineOfAnUnknownIntent() throws IOException {
        refuses("utterance,intent\nhi,track_order\nhello,greet\n", ":3: unknown intent \"greet\"");
    }

    @Test
    void namesTheLineOfAnEmptyText() throws IOException {
        refuses("utterance,intent\n\"two\nlines\",track_order\n  ,track_order\n", ":4: \"utterance\" is empty");
    }

    @Test
    void refusesOtherFiles() throws IOException {
        refuses("a,b\n1,2\n", "no column instruction or utterance or request");
        refuses("utterance,b\n1,2\n", "no column intent");
        refuses("utterance,intent\nhi\n", ":2: not as many columns as the header");
        refuses("utterance,intent\nhi <|endoftext|>,review\n", "must not contain");
    }

    private void refuses(String text, String reason) throws IOException {
        var file = csv(text);
        assertThatThrownBy(() -> LabelledRequests.read(file))
                .isInstanceOf(BadDataException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(reason);
    }

    private static Stream<Request> all(LabelledRequests requests) {
        return Stream.concat(requests.training().stream(), requests.evaluation().stream());
    }

    private Path csv(String text) throws IOException {
        return Files.writeString(folder.resolve("requests.csv"), text);
    }
}
