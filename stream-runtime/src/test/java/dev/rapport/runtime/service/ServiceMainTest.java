package dev.rapport.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class ServiceMainTest {
    private static final Logger LOG = (Logger) LoggerFactory.getLogger(ServiceMain.class);

    private final ListAppender<ILoggingEvent> told = new ListAppender<>();

    @BeforeEach
    void listen() {
        LOG.setLevel(Level.DEBUG);
        told.start();
        LOG.addAppender(told);
    }

    @AfterEach
    void stopListening() {
        LOG.detachAppender(told);
        LOG.setLevel(null);
    }

    @Test
    void refusesAServiceWithoutASchemaRegistry() {
        // When
        var code = ServiceMain.run(new String[0], 0, List.of(), RegistrySource.remote());
        // Then
        assertThat(code).isEqualTo(2);
        assertThat(told.list)
                .filteredOn(event -> event.getLevel() == Level.ERROR)
                .singleElement()
                .extracting(ILoggingEvent::getFormattedMessage)
                .isEqualTo(
                        "registry.url: must be set to the address of a schema registry, such as http://localhost:8085");
    }

    @Test
    void saysInOneLineWhyItCannotStart() {
        // When
        var code = ServiceMain.run(new String[0], 0, new BrokenFactory(noModel()));
        // Then
        assertThat(code).isEqualTo(1);
        assertThat(told.list)
                .filteredOn(event -> event.getLevel() == Level.ERROR)
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.getFormattedMessage())
                            .isEqualTo("cannot start: model /models/none: no such folder");
                    assertThat(event.getThrowableProxy()).isNull();
                });
    }

    @Test
    void hasTheStackTraceForThoseWhoDebug() {
        // When
        ServiceMain.run(new String[0], 0, new BrokenFactory(noModel()));
        // Then
        assertThat(told.list)
                .filteredOn(event -> event.getThrowableProxy() != null)
                .singleElement()
                .extracting(ILoggingEvent::getLevel)
                .isEqualTo(Level.DEBUG);
    }

    @Test
    void hasTheStackTraceOfAMistakeForEveryone() {
        // When
        var code = ServiceMain.run(new String[0], 0, new BrokenFactory(new NullPointerException("writer")));
        // Then
        assertThat(code).isEqualTo(1);
        assertThat(told.list)
                .filteredOn(event -> event.getLevel() == Level.ERROR)
                .singleElement()
                .extracting(event -> event.getThrowableProxy().getMessage())
                .isEqualTo("writer");
    }

    private static RuntimeException noModel() {
        return new IllegalStateException("model /models/none", new IOException("no such folder"));
    }

    private static final class BrokenFactory implements ServiceFactory {
        private final RuntimeException failure;

        BrokenFactory(RuntimeException failure) {
            this.failure = failure;
        }

        @Override
        public List<String> applicationIds() {
            return List.of();
        }

        @Override
        public Service create(ServiceContext context) {
            throw failure;
        }
    }
}
