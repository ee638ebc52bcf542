package dev.rapport.benchmarks.app;

import dev.rapport.benchmarks.measure.BenchmarkException;
import dev.rapport.benchmarks.measure.CaseResult;
import dev.rapport.runtime.kafka.KafkaConnection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/** What topologies wrote to the changelogs of their stores, as it lies on the broker's disk. */
final class ChangelogBytes {
    private static final String CHANGELOG = "-changelog";

    private ChangelogBytes() {}

    /**
     * A topology, in one turn or several.
     *
     * @param application start of the names of its applications
     * @param topic that it reads
     */
    record Reader(String application, String topic) {}

    /** Bytes for each event of a topic that was committed, over all turns so far of two topologies. */
    static CaseResult compare(KafkaConnection kafka, Reader subject, Reader baseline, String baselineName)
            throws InterruptedException {
        return compare("changelogs", kafka, subject, baseline, baselineName);
    }

    /** The same under another name. */
    static CaseResult compare(String name, KafkaConnection kafka, Reader subject, Reader baseline, String baselineName)
            throws InterruptedException {
        try (var admin = Admin.create(kafka.admin("bench-changelogs"))) {
            return new CaseResult(
                    name, perEvent(admin, subject), "bytes/event", perEvent(admin, baseline), baselineName);
        } catch (ExecutionException e) {
            throw new BenchmarkException("Kafka does not report the size of changelogs: " + e.getCause(), e);
        }
    }

    private static double perEvent(Admin admin, Reader reader) throws ExecutionException, InterruptedException {
        var bytes = admin.describeLogDirs(List.of(1)).allDescriptions().get().values().stream()
                .flatMap(directories -> directories.values().stream())
                .flatMap(directory -> directory.replicaInfos().entrySet().stream())
                .filter(replica -> replica.getKey().topic().startsWith(reader.application() + "-")
                        && replica.getKey().topic().endsWith(CHANGELOG))
                .mapToLong(replica -> replica.getValue().size())
                .sum();
        var events = committed(admin, reader);
        return events == 0 ? 0 : (double) bytes / events;
    }

    private static long committed(Admin admin, Reader reader) throws ExecutionException, InterruptedException {
        var events = 0L;
        for (var group : admin.listGroups().all().get()) {
            if (group.groupId().startsWith(reader.application())) {
                events +=
                        admin
                                .listConsumerGroupOffsets(group.groupId())
                                .partitionsToOffsetAndMetadata()
                                .get()
                                .entrySet()
                                .stream()
                                .filter(entry -> entry.getKey().topic().equals(reader.topic()))
                                .mapToLong(entry -> entry.getValue().offset())
                                .sum();
            }
        }
        return events;
    }
}
