package dev.rapport.runtime.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class ConnectionFailureTest {
    @Test
    void namesThePortThatNobodyListensOn() throws Exception {
        // Given
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        var address = URI.create("http://127.0.0.1:" + port + "/v1?secret=1");
        // When
        var error = failure(address);
        // Then
        assertThat(ConnectionFailure.of(error, address)).isEqualTo("127.0.0.1:" + port + ": connection refused");
    }

    @Test
    void namesTheHostThatDoesNotExist() throws Exception {
        // Given
        var address = URI.create("https://no-such-host.invalid/v1");
        // When
        var error = failure(address);
        // Then
        assertThat(ConnectionFailure.of(error, address)).isEqualTo("no-such-host.invalid:443: the host is not known");
    }

    @Test
    void saysThatNoAnswerCame() throws Exception {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // Given
            var address = URI.create("http://127.0.0.1:" + silent.getLocalPort());
            // When
            var error = failure(address);
            // Then
            assertThat(ConnectionFailure.of(error, address))
                    .isEqualTo("127.0.0.1:" + silent.getLocalPort() + ": no answer in time");
        }
    }

    @Test
    void namesTheKindOfWhatElseGoesWrong() {
        // Given
        var address = URI.create("http://localhost");
        // When, Then
        assertThat(ConnectionFailure.of(new ClosedChannelException(), address))
                .isEqualTo("localhost:80: connection broken, ClosedChannelException");
        assertThat(ConnectionFailure.of(new IOException("header parser received no bytes"), address))
                .isEqualTo("localhost:80: IOException: header parser received no bytes");
    }

    private static Throwable failure(URI address) throws InterruptedException {
        var request =
                HttpRequest.newBuilder(address).timeout(Duration.ofMillis(500)).build();
        try {
            return new AssertionError(HttpClient.newHttpClient()
                    .sendAsync(request, BodyHandlers.ofString())
                    .join()
                    .statusCode());
        } catch (CompletionException e) {
            return e.getCause() == null ? e : e.getCause();
        }
    }
}
