package dev.rapport.quickstart.app;

import dev.rapport.inference.model.source.ModelLocator;
import dev.rapport.runtime.config.Settings;
import java.io.PrintWriter;

/** Models of pipelines. */
final class Models {
    private Models() {}

    /** Downloads a pipeline's model before anything is started, if need be: nobody waits for minutes without knowing why. */
    static void fetch(Settings settings, PrintWriter err) {
        var reference = settings.get("inference.model").orElse(ModelLocator.DEFAULT);
        var isLocal = settings.get("inference.backend").orElse("local").equals("local");
        if (isLocal && !reference.equals(ModelLocator.DEFAULT)) {
            ModelLocator.shownOn(err).locate(reference);
        }
    }
}
