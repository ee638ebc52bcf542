package dev.rapport.inference.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the checkpoint that a reference names: {@code default} (bundled), a folder, or the id of a model in the Hugging
 * Face cache, in this order. Nothing is downloaded.
 */
public final class ModelLocator {
    /** The reference of the bundled checkpoint. */
    public static final String DEFAULT = "default";

    private static final Pattern HUB_ID = Pattern.compile("[A-Za-z0-9][\\w.-]*(/[A-Za-z0-9][\\w.-]*)?");

    private final Map<String, String> environment;
    private final Path home;
    private final ClassLoader resources;

    /**
     * @param environment read for HF_HUB_CACHE, HF_HOME and XDG_CACHE_HOME
     * @param home the user's home folder
     * @param resources where the bundled checkpoint is looked up
     */
    public ModelLocator(Map<String, String> environment, Path home, ClassLoader resources) {
        this.environment = Map.copyOf(environment);
        this.home = home;
        this.resources = resources;
    }

    /** The locator of this process. */
    public static ModelLocator system() {
        return new ModelLocator(
                System.getenv(), Path.of(System.getProperty("user.home", ".")), ModelLocator.class.getClassLoader());
    }

    /**
     * The folder that a reference names.
     *
     * @throws ModelException when there is none; the message says what to do
     */
    public ModelFolder locate(String reference) {
        if (reference.equals(DEFAULT)) {
            return new BundledModel(resources, cacheHome().resolve("rapport").resolve("models")).unpack();
        }
        var folder = path(reference);
        if (folder != null && Files.isDirectory(folder)) {
            return new ModelFolder(folder, nameOf(folder));
        }
        if (folder != null && Files.exists(folder)) {
            throw new ModelException("model " + folder + ": must be a folder in Hugging Face layout, is a file");
        }
        if (HUB_ID.matcher(reference).matches()) {
            return inHubCache(reference);
        }
        throw new ModelException("model " + reference + ": no such folder");
    }

    private ModelFolder inHubCache(String id) {
        var cached = hubCache().resolve("models--" + id.replace("/", "--"));
        if (!Files.isDirectory(cached)) {
            throw new ModelException("model " + id + ": no folder of that name, and not in the Hugging Face cache "
                    + hubCache() + "; download it there with \"hf download " + id + "\", or name a folder");
        }
        var reference = cached.resolve("refs").resolve("main");
        try {
            var commit = Files.readString(reference).strip();
            var snapshot = cached.resolve("snapshots").resolve(commit);
            if (commit.isEmpty() || !Files.isDirectory(snapshot)) {
                throw new ModelException("model " + id + ": " + reference + " names snapshot \"" + commit
                        + "\", which is not in the cache; download it again with \"hf download " + id + "\"");
            }
            return new ModelFolder(snapshot, id);
        } catch (IOException e) {
            throw new ModelException(
                    "model " + id + ": cannot read " + reference + "; download it again with \"hf download " + id
                            + "\"",
                    e);
        }
    }

    private Path hubCache() {
        var hub = environment.get("HF_HUB_CACHE");
        if (hub != null && !hub.isBlank()) {
            return Path.of(hub);
        }
        var hfHome = environment.get("HF_HOME");
        return (hfHome != null && !hfHome.isBlank()
                        ? Path.of(hfHome)
                        : cacheHome().resolve("huggingface"))
                .resolve("hub");
    }

    private Path cacheHome() {
        var xdg = environment.get("XDG_CACHE_HOME");
        return xdg != null && !xdg.isBlank() ? Path.of(xdg) : home.resolve(".cache");
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
