package dev.rapport.quickstart.app;

import dev.rapport.inference.model.ModelLocator;
import dev.rapport.inference.model.hub.DownloadLine;
import dev.rapport.runtime.config.Settings;
import dev.rapport.runtime.terminal.Terminal;
import java.io.PrintWriter;

/** Finds models for commands: what has to be downloaded is shown on stderr. */
final class Models {
    private Models() {}

    static ModelLocator shownOn(PrintWriter err) {
        return ModelLocator.system(new DownloadLine(err, Terminal.isPresent()));
    }

    /** Downloads a pipeline's model before anything is started, if need be: nobody waits for minutes without knowing why. */
    static void fetch(Settings settings, PrintWriter err) {
        var reference = settings.get("inference.model").orElse(ModelLocator.DEFAULT);
        var isLocal = settings.get("inference.backend").orElse("local").equals("local");
        if (isLocal && !reference.equals(ModelLocator.DEFAULT)) {
            shownOn(err).locate(reference);
        }
    }
}
