package dev.rapport.testkit.architecture;

import java.util.List;
import java.util.stream.Stream;

/**
 * Every package, sorted: a core is pure Java, an adapter meets the world, and records are generated. A new package is
 * listed here, as a core if it can be one.
 */
final class Packages {
    /** Pure: what is in them is a function of its arguments, or changes by what it is given. */
    static final List<String> CORES = List.of(
            "schemas.campaign",
            "schemas.consent",
            "schemas.event",
            "schemas.id",
            "schemas.reply",
            "runtime.catalog",
            "runtime.consent",
            "runtime.mapping",
            "runtime.deadletter",
            "ingestion.capture",
            "ingestion.letters",
            "ingestion.catalog",
            "ingestion.capture.cdc",
            "ingestion.capture.cdc.debezium",
            "ingestion.capture.cdc.salesforce",
            "enrichment.campaign",
            "enrichment.condition",
            "enrichment.customer",
            "enrichment.customer.absence",
            "enrichment.customer.consent",
            "enrichment.customer.due",
            "enrichment.customer.fragment",
            "enrichment.customer.identity",
            "enrichment.customer.profile",
            "enrichment.customer.recommendation",
            "enrichment.customer.session",
            "enrichment.decision",
            "enrichment.prompt",
            "enrichment.read",
            "enrichment.version",
            "inference.batching",
            "inference.decoding",
            "inference.generation",
            "inference.ledger",
            "inference.model",
            "inference.reply",
            "inference.reply.guardrail",
            "inference.text",
            "scoring.attribution",
            "scoring.experiment",
            "scoring.history",
            "scoring.merge",
            "scoring.metric",
            "tuning.outcomes",
            "tuning.pair",
            "quickstart.simulator");

    /** What every core may use; purer than they are. */
    static final List<String> VALUES = List.of("runtime.value");

    /** Files, Kafka, HTTP, JSON, YAML, models, threads, command lines, and what wires them. */
    static final List<String> ADAPTERS = List.of(
            "schemas.topic",
            "schemas.trust",
            "runtime.client",
            "runtime.config",
            "runtime.consent.json",
            "runtime.crypto",
            "runtime.deadletter.kafka",
            "runtime.http",
            "runtime.json",
            "runtime.kafka",
            "runtime.mapping.definition",
            "runtime.metrics",
            "runtime.registry",
            "runtime.serde",
            "runtime.service",
            "runtime.streams",
            "runtime.terminal",
            "runtime.wait",
            "runtime.yaml",
            "embedded",
            "registry",
            "registry.app",
            "registry.http",
            "registry.schema",
            "ingestion.app",
            "ingestion.capture.cloudevents",
            "ingestion.capture.cdc.connect",
            "ingestion.capture.http",
            "ingestion.capture.hubspot",
            "ingestion.capture.json",
            "ingestion.capture.plan",
            "ingestion.capture.privacy",
            "ingestion.capture.segment",
            "ingestion.capture.sink",
            "ingestion.capture.source",
            "ingestion.catalog.http",
            "ingestion.catalog.sink",
            "ingestion.letters.api",
            "ingestion.letters.kafka",
            "ingestion.capture.topic",
            "enrichment.api",
            "enrichment.app",
            "enrichment.campaign.definition",
            "enrichment.campaign.publish",
            "enrichment.condition.cel",
            "enrichment.control",
            "enrichment.json",
            "enrichment.prompt.liquid",
            "enrichment.topology",
            "inference.app",
            "inference.consent",
            "inference.engine",
            "inference.model.checkpoint",
            "inference.model.djl",
            "inference.model.hub",
            "inference.model.source",
            "inference.openai",
            "inference.stream",
            "scoring.api",
            "scoring.api.stream",
            "scoring.api.view",
            "scoring.app",
            "scoring.dashboard",
            "scoring.topology",
            "scoring.view",
            "replay",
            "replay.app",
            "tuning.app",
            "tuning.checkpoint",
            "tuning.data",
            "tuning.outcomes.topics",
            "tuning.run",
            "tuning.training",
            "factory.app",
            "factory.corpus",
            "factory.evaluation",
            "factory.training",
            "factory.vocabulary",
            "benchmarks.app",
            "benchmarks.inference",
            "benchmarks.load",
            "benchmarks.measure",
            "benchmarks.peer",
            "benchmarks.training",
            "quickstart.app",
            "quickstart.campaigns",
            "quickstart.client",
            "quickstart.customer",
            "quickstart.demo",
            "quickstart.letters",
            "quickstart.pipeline",
            "quickstart.report",
            "quickstart.traffic",
            "testkit.architecture",
            "testkit.clock",
            "testkit.kafka",
            "testkit.process",
            "testkit.record",
            "testkit.registry",
            "testkit.service",
            "testkit.sample",
            "testkit.slow",
            "testkit.topology");

    /** Generated from Avro schemas: the contract, and what stores hold. */
    static final List<String> RECORDS = List.of("schemas", "enrichment.state", "scoring.state");

    /** Listed before they are there. */
    static final List<String> COMING = List.of("enrichment.customer.fragment");

    private Packages() {}

    /** Whole names of all of them. */
    static Stream<String> all(String root) {
        return Stream.of(VALUES, CORES, ADAPTERS, RECORDS).flatMap(List::stream).map(name -> root + "." + name);
    }

    /** Whole names of the cores; adapters may live beside and below them, not inside. */
    static String[] cores(String root) {
        return CORES.stream().map(core -> root + "." + core).toArray(String[]::new);
    }
}
