package dev.rapport.embedded;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** Settings of one broker that is its own controller, on a machine it shares with everything else. */
final class BrokerSettings {
    static final String CLIENT_LISTENER = "PLAINTEXT";
    static final String CONTROLLER_LISTENER = "CONTROLLER";
    static final String HOST = "127.0.0.1";
    static final int NODE_ID = 1;

    private static final String INTERNAL_PARTITIONS = "4";
    private static final long MIB = 1L << 20;
    private static final long TEN_YEARS_IN_MINUTES = 10L * 365 * 24 * 60;

    private BrokerSettings() {}

    /**
     * Everything the broker is told.
     *
     * @param logDir   formatted Kafka directory
     * @param port     port for clients, 0 for any
     * @param settings stronger than what is set here
     */
    static Properties of(Path logDir, int port, Map<String, String> settings) {
        var properties = new Properties();
        identity(properties, logDir, port);
        singleNode(properties);
        smallMachine(properties);
        quickRecovery(properties);
        time(properties);
        properties.putAll(settings);
        return properties;
    }

    private static void identity(Properties p, Path logDir, int port) {
        p.put("process.roles", "broker,controller");
        p.put("node.id", Integer.toString(NODE_ID));
        p.put("log.dirs", logDir.toString());
        p.put(
                "listeners",
                CLIENT_LISTENER + "://" + HOST + ":" + port + "," + CONTROLLER_LISTENER + "://" + HOST + ":0");
        p.put("advertised.listeners", CLIENT_LISTENER + "://" + HOST + ":" + port);
        p.put("listener.security.protocol.map", CLIENT_LISTENER + ":PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT");
        p.put("inter.broker.listener.name", CLIENT_LISTENER);
        p.put("controller.listener.names", CONTROLLER_LISTENER);
        // Only a node that looks for others would call this address; the voters are in the directory.
        p.put("controller.quorum.bootstrap.servers", HOST + ":1");
        p.put("auto.create.topics.enable", "false");
        p.put("server.max.startup.time.ms", "120000");
    }

    private static void singleNode(Properties p) {
        for (var topic : new String[] {"offsets.topic", "transaction.state.log", "share.coordinator.state.topic"}) {
            p.put(topic + ".replication.factor", "1");
            p.put(topic + ".num.partitions", INTERNAL_PARTITIONS);
        }
        p.put("transaction.state.log.min.isr", "1");
        p.put("share.coordinator.state.topic.min.isr", "1");
        p.put("default.replication.factor", "1");
        // Nobody could take over: a broker that did not run for a while, say in a sleeping laptop, just goes on.
        p.put("broker.session.timeout.ms", "600000");
    }

    private static void smallMachine(Properties p) {
        p.put("num.network.threads", "2");
        p.put("num.io.threads", "4");
        p.put("background.threads", "2");
        // The default takes 128 MB of heap.
        p.put("log.cleaner.dedupe.buffer.size", Long.toString(8 * MIB));
        p.put("log.segment.bytes", Long.toString(64 * MIB));
        p.put("log.index.size.max.bytes", Long.toString(MIB));
        p.put("transaction.state.log.segment.bytes", Long.toString(16 * MIB));
        p.put("offsets.topic.segment.bytes", Long.toString(16 * MIB));
        p.put("metadata.log.segment.bytes", Long.toString(16 * MIB));
    }

    private static void quickRecovery(Properties p) {
        p.put("group.initial.rebalance.delay.ms", "0");
        p.put("group.streams.initial.rebalance.delay.ms", "0");
        p.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
        for (var kind : new String[] {"consumer", "streams"}) {
            p.put("group." + kind + ".min.heartbeat.interval.ms", "500");
            p.put("group." + kind + ".heartbeat.interval.ms", "1000");
            p.put("group." + kind + ".min.session.timeout.ms", "3000");
            p.put("group." + kind + ".session.timeout.ms", "6000");
        }
    }

    private static void time(Properties p) {
        // Retention compares record timestamps with today: events of long ago would be deleted at once.
        p.put("log.message.timestamp.type", "LogAppendTime");
        // A directory that lay unused for weeks still knows what was processed.
        p.put("offsets.retention.minutes", Long.toString(TEN_YEARS_IN_MINUTES));
    }
}
