package dev.rapport.inference.model.hub;

import dev.rapport.runtime.value.FileFault;
import java.io.IOException;
import java.nio.file.Path;

/** The Hugging Face hub behind its cache: what is there is used without asking anybody, the rest is downloaded. */
public final class Hub {
    private final HubSettings settings;
    private final HubClient.Timeouts timeouts;
    private final Retries.Waiting waiting;
    private final HubCache.Linker linker;

    public Hub(HubSettings settings) {
        this(settings, HubClient.Timeouts.DEFAULT, Retries.Waiting.REAL, HubCache.Linker.SYMBOLIC);
    }

    Hub(HubSettings settings, HubClient.Timeouts timeouts, Retries.Waiting waiting, HubCache.Linker linker) {
        this.settings = settings;
        this.timeouts = timeouts;
        this.waiting = waiting;
        this.linker = linker;
    }

    /**
     * The folder of a model's files, downloaded first if necessary: minutes, for large models.
     *
     * @param needed files that the folder must have
     * @param listener receives the progress
     * @throws HubException when it cannot be downloaded; the part that was is used the next time
     */
    @SuppressWarnings("try") // the lock is held, not used
    public Path fetch(HubId id, RequiredFiles needed, DownloadListener listener) throws HubException {
        var cache = new HubCache(settings.cache(), id, linker);
        var present = cache.snapshot(needed);
        if (present.isPresent()) {
            return present.get();
        }
        var forbidden = settings.offline();
        if (forbidden != null) {
            throw new HubException(absent(cache) + "; " + forbidden + " forbids requests to the hub");
        }
        var before = absent(cache);
        var client = new HubClient(id, settings.endpoint(), settings.token(), timeouts);
        try (var held = cache.lock(() -> listener.waiting(id))) {
            var meanwhile = cache.snapshot(needed);
            return meanwhile.isPresent()
                    ? meanwhile.get()
                    : new Download(id, client, cache, new Retries(waiting, listener), listener).run(needed);
        } catch (HubException e) {
            listener.failed();
            throw new HubException(before + "; " + e.getMessage(), e);
        } catch (IOException e) {
            listener.failed();
            throw new HubException(before + "; cannot be written there: " + FileFault.of(e), e);
        } catch (InterruptedException e) {
            listener.failed();
            Thread.currentThread().interrupt();
            throw new HubException("the download was interrupted", e);
        }
    }

    private static String absent(HubCache cache) {
        return (cache.isBegun() ? "only in part" : "not") + " in the Hugging Face cache " + cache.root();
    }
}
