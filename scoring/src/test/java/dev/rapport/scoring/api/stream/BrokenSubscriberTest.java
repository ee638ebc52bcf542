package dev.rapport.scoring.api.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rapport.runtime.http.Access;
import io.javalin.http.Context;
import io.javalin.http.sse.SseClient;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A subscriber whose response fails with something else than an I/O error, as one does that the server has recycled. */
final class BrokenSubscriberTest {
    private static final Access ALWAYS = Access.of(proxy(Context.class, () -> null));

    private final List<Runnable> writers = new ArrayList<>();

    @Test
    void endsTheSubscriptionWhenItCannotBeWrittenTo() {
        // Given
        var client = new SseClient(contextOf(brokenResponse()));
        var subscriber = new Subscriber(client, ALWAYS, writers::add);
        subscriber.offer(Message.GREETING);
        // When
        assertThatThrownBy(() -> writers.get(0).run()).hasMessage("recycled");
        // Then
        assertThat(client.terminated()).isTrue();
        subscriber.offer(Message.GREETING);
        assertThat(writers).hasSize(1);
    }

    private static HttpServletResponse brokenResponse() {
        return proxy(HttpServletResponse.class, () -> {
            throw new IllegalStateException("recycled");
        });
    }

    private static Context contextOf(HttpServletResponse response) {
        return proxy(Context.class, () -> response);
    }

    private interface Answer {
        @Nullable Object get();
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> answer.get()));
    }
}
