package dev.rapport.testkit.kafka;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts the broker for the first test that asks and stops it after the last test of the JVM. */
final class TestingKafkaExtension implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(TestingKafkaExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TestingKafka.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        var store = context.getRoot().getStore(NAMESPACE);
        return store.computeIfAbsent(TestingKafka.class, key -> TestingKafka.start(), TestingKafka.class);
    }
}
