package dev.rapport.inference.stream;

import static dev.rapport.testkit.record.ReplyRecords.aPrompt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rapport.inference.reply.ReplyComposer;
import dev.rapport.inference.reply.ReplyConfig;
import dev.rapport.inference.text.FakeTextGenerator;
import dev.rapport.runtime.kafka.KafkaConnection;
import dev.rapport.runtime.kafka.TopicSetup;
import dev.rapport.schemas.Prompt;
import dev.rapport.schemas.Reply;
import dev.rapport.schemas.topic.Topics;
import dev.rapport.testkit.process.BrokerProcess;
import dev.rapport.testkit.process.SupervisedProcess;
import dev.rapport.testkit.slow.Slow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Real workers and a real broker, killed, frozen and restarted: every prompt has one reply, and the right one. */
@Tag("chaos")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "signals")
@Slow
final class ChaosIT {
    private static final Logger LOG = LoggerFactory.getLogger(ChaosIT.class);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration BEAT = Duration.ofMillis(250);
    private static final String DEAD_LETTERS = Topics.deadLetters(PromptStream.GROUP);
    private static final List<String> SLOTS = List.of("a", "b", "c");
    private static final int CUSTOMERS = 100;
    /** Longer than a member of the group may be silent, 6 s. */
    private static final int ZOMBIE_BEATS = 36;

    @TempDir
    Path folder;

    private BrokerProcess broker;
    private KafkaConnection kafka;
    private List<SupervisedProcess> workers = List.of();
    private TestingPrompts prompts;
    private int kills;

    @BeforeEach
    void startBrokerAndWorkers() throws IOException {
        broker = BrokerProcess.start(folder);
        kafka = KafkaConnection.to(broker.bootstrapServers());
        new TopicSetup(kafka, Optional.of(6), (short) 1).create(List.of(PromptStream.GROUP));
        prompts = new TestingPrompts(kafka);
    }

    @AfterEach
    void stopEverything() throws InterruptedException {
        prompts.close();
        for (var worker : workers) {
            worker.kill();
        }
        broker.kill();
    }

    @Test
    void answersEveryPromptOnceWhileWorkersAreKilled() throws IOException, InterruptedException {
        // Given
        startWorkers(2);
        // When: 20 prompts a beat
        for (var beat = 0; beat < 24; beat++) {
            write(beat, 20);
            if (beat == 8 || beat == 16) {
                kill(workers.get(beat / 8 - 1));
            }
            keepRunning();
        }
        // Then
        awaitAndCheck(480);
    }

    @Test
    @EnabledIfSystemProperty(named = "rapport.chaos", matches = "full", disabledReason = "takes minutes")
    void answersEveryPromptOnceWhateverHappens() throws IOException, InterruptedException {
        // Given
        startWorkers(5);
        var zombie = workers.get(1);
        var frozen = 48;
        // When: 5,000 prompts in 62 s; a worker is killed every 4 s
        for (var beat = 0; beat < 250; beat++) {
            write(beat, 20);
            if (beat % 16 == 15) {
                var victim = workers.get(beat / 16 % 3);
                var isFrozen = beat >= frozen && beat < frozen + ZOMBIE_BEATS;
                kill(victim == zombie && isFrozen ? workers.get(0) : victim);
            }
            if (beat == frozen) {
                zombie.suspend();
            } else if (beat == frozen + ZOMBIE_BEATS) {
                zombie.resume();
            } else if (beat == 120) {
                broker.restart();
            } else if (beat == 180) {
                broker.killAndRestart();
            }
            keepRunning();
        }
        // Then
        awaitAndCheck(5_000);
    }

    private void startWorkers(int abortPercent) {
        workers = SLOTS.stream()
                .map(slot -> ChaosWorker.of(broker.bootstrapServers(), slot, abortPercent))
                .toList();
        workers.forEach(worker -> worker.ensureRunning(folder));
    }

    private void write(int beat, int each) {
        prompts.write(IntStream.range(beat * each, (beat + 1) * each)
                .mapToObj(ChaosIT::prompt)
                .toList());
    }

    private void kill(SupervisedProcess worker) throws InterruptedException {
        worker.kill();
        kills++;
    }

    /** What is dead comes back in the next beat. */
    private void keepRunning() {
        var next = Instant.now().plus(BEAT);
        await().pollInterval(Duration.ofMillis(10)).until(() -> !Instant.now().isBefore(next));
        workers.forEach(worker -> worker.ensureRunning(folder));
    }

    private void awaitAndCheck(int count) throws IOException, InterruptedException {
        var started = Instant.now();
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(() -> {
            workers.forEach(worker -> worker.ensureRunning(folder));
            return prompts.replies().stream().map(Reply::getPromptId).distinct().count()
                    >= count - prompts.read(DEAD_LETTERS).size();
        });
        var waited = Duration.between(started, Instant.now());
        // What is left in their hands would become visible now.
        for (var worker : workers) {
            assertThat(worker.stop(30)).isTrue();
        }
        await().atMost(PATIENCE).until(prompts::hasNoOpenTransaction);
        var replies = prompts.replies();
        LOG.info(
                "{} prompts, {} visible replies, {} distinct, {} dead letters, {} offsets used up; {} kills, {} starts of"
                        + " workers that said: {}; {} s from the last prompt to the last reply",
                count,
                replies.size(),
                replies.stream().map(Reply::getPromptId).distinct().count(),
                prompts.read(DEAD_LETTERS).size(),
                prompts.offsetsUsed(Topics.REPLIES.name()),
                kills,
                workers.stream().mapToInt(SupervisedProcess::starts).sum(),
                said("transaction aborted", "partitions lost", "prompt stream stopped"),
                waited.toSeconds());
        assertThat(replies.stream()
                        .collect(Collectors.toMap(Reply::getPromptId, Reply::getText, (one, two) -> "twice")))
                .isEqualTo(undisturbed(count));
        assertThat(replies).hasSize(count);
        assertThat(prompts.read(DEAD_LETTERS)).isEmpty();
        assertThatOrderIsKept(replies);
    }

    /** How often each of these is in the workers' logs; tells, too, how long replies took to become visible. */
    private Map<String, Long> said(String... texts) throws IOException {
        var counts = new TreeMap<String, Long>();
        for (var slot : SLOTS) {
            for (var line : Files.readAllLines(folder.resolve(slot + ".log"))) {
                if (line.startsWith("METER rapport.inference.publish.delay")) {
                    LOG.info("worker {} in its last life: {}", slot, line);
                }
                Arrays.stream(texts).filter(line::contains).forEach(text -> counts.merge(text, 1L, Long::sum));
            }
        }
        return counts;
    }

    /** Of the customers whose campaign asks for it. */
    private static void assertThatOrderIsKept(List<Reply> replies) {
        var last = new HashMap<String, Integer>();
        for (var reply : replies) {
            var number = Integer.parseInt(reply.getPromptId().substring(1));
            if (isOrdered(number)) {
                assertThat(number).isGreaterThan(last.getOrDefault(reply.getCustomerId(), -1));
                last.put(reply.getCustomerId(), number);
            }
        }
    }

    /** What one worker writes that nobody disturbs. */
    private static Map<String, String> undisturbed(int count) {
        var composer = new ReplyComposer(new FakeTextGenerator(), ReplyConfig.DEFAULT, InstantSource.system());
        return IntStream.range(0, count)
                .mapToObj(ChaosIT::prompt)
                .collect(Collectors.toMap(
                        Prompt::getPromptId,
                        prompt -> composer.compose(prompt).join().getText()));
    }

    private static boolean isOrdered(int number) {
        return number % CUSTOMERS < CUSTOMERS / 2;
    }

    private static Prompt prompt(int number) {
        return aPrompt()
                .setPromptId("p" + number)
                .setCustomerId("customer-" + number % CUSTOMERS)
                .setOrdered(isOrdered(number))
                .setText("prompt " + number)
                .setMustMention(List.of())
                .build();
    }
}
