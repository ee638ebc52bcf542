package dev.rapport.inference.model.source;

import dev.rapport.inference.model.ModelException;
import dev.rapport.inference.model.hub.DownloadLine;
import dev.rapport.inference.model.hub.DownloadListener;
import dev.rapport.inference.model.hub.DownloadLog;
import dev.rapport.inference.model.hub.Hub;
import dev.rapport.inference.model.hub.HubException;
import dev.rapport.inference.model.hub.HubId;
import dev.rapport.inference.model.hub.HubSettings;
import dev.rapport.inference.model.hub.RequiredFiles;
import dev.rapport.runtime.terminal.Terminal;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Finds the checkpoint that a reference names: {@code default} (bundled), a folder, or the id of a model on the Hugging Face
 * hub, in this order. A model of the hub is downloaded into the Hugging Face cache unless it is there.
 */
public final class ModelLocator {
    /** The reference of the bundled checkpoint. */
    public static final String DEFAULT = "default";

    private final HubSettings settings;
    private final DownloadListener listener;
    private final ClassLoader resources;

    /**
     * @param settings where cache and hub are
     * @param listener receives the progress of downloads, on the calling thread
     * @param resources where the bundled checkpoint is looked up
     */
    public ModelLocator(HubSettings settings, DownloadListener listener, ClassLoader resources) {
        this.settings = settings;
        this.listener = listener;
        this.resources = resources;
    }

    /** The locator of this process; downloads are logged. */
    public static ModelLocator system() {
        return system(new DownloadLog());
    }

    /** The locator of a command: downloads are shown on its stderr. */
    public static ModelLocator shownOn(PrintWriter err) {
        return system(new DownloadLine(err, Terminal.isPresent()));
    }

    private static ModelLocator system(DownloadListener listener) {
        var home = Path.of(System.getProperty("user.home", "."));
        return new ModelLocator(new HubSettings(System.getenv(), home), listener, ModelLocator.class.getClassLoader());
    }

    /**
     * The folder that a reference names; returns when it has been downloaded.
     *
     * @throws ModelException when there is none; the message says what to do
     */
    public ModelFolder locate(String reference) {
        return locate(reference, RequiredFiles.MODEL);
    }

    /** The same, for a caller to whom the tokenizer is enough: no weights are downloaded. */
    public ModelFolder locateTokenizer(String reference) {
        return locate(reference, RequiredFiles.TOKENIZER);
    }

    private ModelFolder locate(String reference, RequiredFiles wanted) {
        if (reference.equals(DEFAULT)) {
            return new BundledModel(
                            resources, settings.cacheHome().resolve("rapport").resolve("models"))
                    .unpack();
        }
        if (reference.isBlank()) {
            throw new UnknownModelException("model: must be a folder or an id of the hub, is empty");
        }
        var folder = path(reference);
        if (folder != null && Files.isDirectory(folder)) {
            return new ModelFolder(folder, nameOf(folder));
        }
        if (folder != null && Files.exists(folder)) {
            throw new UnknownModelException("model " + folder + ": must be a folder in Hugging Face layout, is a file");
        }
        var id = HubId.of(reference);
        if (id.isEmpty()) {
            throw new UnknownModelException("model " + reference + ": no such folder"
                    + (looksLikePath(reference) ? "" : ", and no id of a model on the hub (NAME or OWNER/NAME)"));
        }
        try {
            return new ModelFolder(new Hub(settings).fetch(id.get(), wanted, listener), reference);
        } catch (HubException e) {
            throw new ModelException("model " + reference + ": no folder of that name, and " + e.getMessage(), e);
        }
    }

    private static boolean looksLikePath(String reference) {
        return reference.startsWith("/") || reference.startsWith(".") || reference.startsWith("~");
    }

    private static @Nullable Path path(String reference) {
        try {
            return reference.isBlank() ? null : Path.of(reference);
        } catch (InvalidPathException e) {
            return null;
        }
    }

    private static String nameOf(Path folder) {
        var name = folder.toAbsolutePath().normalize().getFileName();
        return name == null ? folder.toString() : name.toString();
    }
}
