package dev.rapport.planted.broker.scoring;

import org.apache.kafka.server.common.MetadataVersion;

/** R3: broker classes outside of the embedded broker. */
public record Disk(MetadataVersion version) {}
