package dev.rapport.inference.openai;

import static dev.rapport.inference.openai.TestingRequests.LONG;
import static dev.rapport.inference.openai.TestingRequests.ONE;
import static dev.rapport.inference.openai.TestingRequests.PROMPT;
import static dev.rapport.inference.openai.TestingRequests.QUICK;
import static dev.rapport.inference.openai.TestingRequests.limits;
import static dev.rapport.inference.openai.TestingRequests.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rapport.inference.model.ModelException;
import dev.rapport.inference.text.GenerationRequest;
import dev.rapport.inference.text.GenerationResult.Refusal;
import dev.rapport.inference.text.GenerationResult.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that does not answer at all, or never ends. */
class SilentServerTest {
    @Test
    void triesAgainWhenTheConnectionIsRefused() throws IOException {
        // Given
        var nobody = URI.create("http://127.0.0.1:" + freePort() + "/v1");
        var config = OpenAiConfig.of(nobody, "tiny-gpt2").with(limits(4, LONG, 2));

        // Then
        try (var generator = OpenAiTextGenerator.open(config, ApiKey.NONE, QUICK)) {
            assertThatThrownBy(() -> generator.generate(List.of(request(ONE))))
                    .isInstanceOf(ModelException.class)
                    .hasMessageStartingWith(
                            "POST " + nobody + "/completions: " + nobody.getAuthority() + ": connection refused")
                    .hasMessageEndingWith("; given up after 2 attempts");
            assertThat(generator.faults()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"choices\""})
    void waitsForNoAnswerLongerThanItsTime(String sent) throws IOException {
        // Given: a server that never ends its answer, before or after its headers
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            var talk = new Thread(() -> talk(silent, sent));
            talk.start();
            var config = OpenAiConfig.of(URI.create("http://127.0.0.1:" + silent.getLocalPort()), "m")
                    .with(limits(4, Duration.ofMillis(200), 2));

            // Then
            try (var generator = OpenAiTextGenerator.open(config, ApiKey.NONE, QUICK)) {
                assertThatThrownBy(() -> generator.generate(List.of(request(ONE))))
                        .isInstanceOf(ModelException.class)
                        .hasMessageEndingWith("/v1/completions: no answer in time; given up after 2 attempts");
            }
        }
    }

    @Test
    void readsNoAnswerWithoutEnd() throws IOException {
        // Given
        try (var endless = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            var talk = new Thread(() -> talkForEver(endless));
            talk.start();
            var config = OpenAiConfig.of(URI.create("http://127.0.0.1:" + endless.getLocalPort()), "m")
                    .with(limits(4, LONG, 2));

            // Then
            try (var generator = OpenAiTextGenerator.open(config, ApiKey.NONE, QUICK)) {
                assertThatThrownBy(() -> generator.generate(List.of(request(ONE))))
                        .isInstanceOf(ModelException.class)
                        .hasMessageEndingWith(
                                "/v1/completions: a response of more than 33554432 bytes; given up after 2 attempts");
                // Two, and one for the question whether the prompt is at fault.
                assertThat(generator.faults()).isEqualTo(3);
            }
        }
    }

    @Test
    void refusesWhatHasWaitedTooLong() throws IOException {
        // Given: a server that keeps the only slot
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var generator = OpenAiTextGenerator.open(
                        OpenAiConfig.of(URI.create("http://127.0.0.1:" + silent.getLocalPort()), "m")
                                .with(limits(1, Duration.ofMillis(300), 1)),
                        ApiKey.NONE,
                        QUICK)) {
            var first = generator.submit(request(ONE));

            // When
            var late = generator.submit(new GenerationRequest(PROMPT, ONE, 1, 0, Optional.of(Duration.ofMillis(1))));

            // Then
            assertThat(late.join()).isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.reason())
                    .isEqualTo(Refusal.EXPIRED));
            assertThat(first).isCompletedExceptionally();
        }
    }

    @Test
    void hangsUpWhenItIsCancelled() throws IOException {
        // Given
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var generator = OpenAiTextGenerator.open(
                        OpenAiConfig.of(URI.create("http://127.0.0.1:" + silent.getLocalPort()), "m"),
                        ApiKey.NONE,
                        QUICK)) {
            var future = generator.submit(request(ONE));
            try (var connection = silent.accept()) {
                connection.setSoTimeout(20_000);
                var in = connection.getInputStream();
                assertThat(in.read()).isPositive();

                // When
                future.cancel(true);

                // Then
                assertThat(readToEnd(in)).isTrue();
            }
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Says the same to everyone, and never ends. */
    private static void talk(ServerSocket listening, String sent) {
        try {
            while (true) {
                var connection = listening.accept();
                connection.getInputStream().read();
                connection.getOutputStream().write(sent.getBytes(StandardCharsets.US_ASCII));
                connection.getOutputStream().flush();
            }
        } catch (IOException e) {
            // The test is over.
            return;
        }
    }

    private static void talkForEver(ServerSocket listening) {
        while (!listening.isClosed()) {
            sendBlanks(listening);
        }
    }

    /** To whoever comes next, as long as they listen. */
    private static void sendBlanks(ServerSocket listening) {
        var blanks = new byte[1 << 16];
        Arrays.fill(blanks, (byte) ' ');
        try (var connection = listening.accept()) {
            connection.getInputStream().read();
            var out = connection.getOutputStream();
            out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            while (true) {
                out.write(blanks);
            }
        } catch (IOException e) {
            // The other end has hung up, or the test is over.
            return;
        }
    }

    private static boolean readToEnd(InputStream in) {
        try {
            return in.readAllBytes().length > 0;
        } catch (IOException e) {
            // A reset is an end too; a timeout is none.
            return !(e instanceof SocketTimeoutException);
        }
    }
}
