package dev.rapport.inference.stream;

import dev.rapport.testkit.kafka.TestingKafka;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Fresh topics for every test, and the workers on them. */
abstract class StreamFixture {
    protected TestingKafka kafka;
    protected TestingStream stream;
    protected TestingPrompts prompts;

    @BeforeEach
    final void openTopics(TestingKafka kafka) {
        this.kafka = kafka;
        stream = new TestingStream(kafka);
        prompts = stream.prompts();
    }

    @AfterEach
    final void closeStream() {
        stream.close();
    }
}
