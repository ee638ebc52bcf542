package dev.rapport.registry.app;

import dev.rapport.registry.LocalRegistry;
import dev.rapport.runtime.service.ServiceMain;
import java.util.List;

/** Runs the schema registry as a process: {@code [--config FILE] [--KEY=VALUE …]}. */
public final class SchemaRegistryMain {
    private static final int PORT = 8085;

    private SchemaRegistryMain() {}

    public static void main(String[] args) {
        System.exit(ServiceMain.run(args, PORT, List.of(), LocalRegistry.alone()));
    }
}
