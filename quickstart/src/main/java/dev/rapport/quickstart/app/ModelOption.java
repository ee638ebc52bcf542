package dev.rapport.quickstart.app;

import picocli.CommandLine.Option;

/** Which model. */
final class ModelOption {
    @Option(
            names = "--model",
            paramLabel = "REF",
            defaultValue = "default",
            description =
                    "Model: 'default' (bundled), a folder in Hugging Face layout, or a hub id such as gpt2 (default: ${DEFAULT-VALUE}).")
    private String reference;

    String reference() {
        return reference;
    }
}
