package dev.rapport.quickstart.app;

import picocli.CommandLine.Option;

/** Which model. */
final class ModelOption {
    @Option(
            names = "--model",
            paramLabel = "REF",
            defaultValue = "default",
            description = {
                "Model: 'default' (bundled), a folder in Hugging Face layout, or the id of a model on the Hugging Face hub,"
                        + " such as gpt2, downloaded into the Hugging Face cache unless it is there"
                        + " (default: ${DEFAULT-VALUE}).",
                "The environment's HF_HOME, HF_ENDPOINT, HF_TOKEN and HF_HUB_OFFLINE count."
            })
    private String reference;

    String reference() {
        return reference;
    }
}
