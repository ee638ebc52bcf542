package dev.rapport.benchmarks.app;

import dev.rapport.benchmarks.measure.BenchmarkException;
import dev.rapport.benchmarks.measure.CaseResult;
import dev.rapport.runtime.kafka.KafkaConnection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** What topologies wrote to the changelogs of their stores, as it lies on the broker's disk. */
final class ChangelogBytes {
    private static final String CHANGELOG = "-changelog";
    private static final String REPARTITION = "-repartition";

    private ChangelogBytes() {}

    /** Bytes for each event that went through a repartition, over all turns so far of two topologies. */
    static CaseResult compare(KafkaConnection kafka, TopologyWork subject, TopologyWork baseline, String baselineName)
            throws InterruptedException {
        try (var admin = Admin.create(kafka.admin("bench-changelogs"))) {
            return new CaseResult(
                    "changelogs",
                    perEvent(admin, subject.application()),
                    "bytes/event",
                    perEvent(admin, baseline.application()),
                    baselineName);
        } catch (ExecutionException e) {
            throw new BenchmarkException("Kafka does not tell the size of changelogs: " + e.getCause(), e);
        }
    }

    private static double perEvent(Admin admin, String application) throws ExecutionException, InterruptedException {
        var bytes = 0L;
        var events = 0L;
        for (var replicas :
                admin.describeLogDirs(List.of(1)).allDescriptions().get().values()) {
            for (var directory : replicas.values()) {
                for (var replica : directory.replicaInfos().entrySet()) {
                    var name = replica.getKey().topic();
                    if (name.startsWith(application + "-") && name.endsWith(CHANGELOG)) {
                        bytes += replica.getValue().size();
                    } else if (name.startsWith(application + "-")
                            && name.endsWith("events-by-customer" + REPARTITION)) {
                        events += end(admin, replica.getKey());
                    }
                }
            }
        }
        return events == 0 ? 0 : (double) bytes / events;
    }

    private static long end(Admin admin, TopicPartition partition) throws ExecutionException, InterruptedException {
        return admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                .partitionResult(partition)
                .thenApply(ListOffsetsResultInfo::offset)
                .get();
    }
}
