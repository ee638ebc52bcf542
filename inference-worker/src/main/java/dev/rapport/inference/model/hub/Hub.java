package dev.rapport.inference.model.hub;

import dev.rapport.runtime.value.FileFault;
import java.io.IOException;
import java.nio.file.Path;

/** The Hugging Face hub behind its cache: what is there is used without asking anybody, the rest is downloaded. */
public final class Hub {
    private final HubSettings settings;
    private final HubClient.Timeouts timeouts;
    private final Retries.Pause pause;
    private final HubCache.Linker linker;

    public Hub(HubSettings settings) {
        this(settings, HubClient.Timeouts.DEFAULT, Retries.Pause.REAL, HubCache.Linker.SYMBOLIC);
    }

    Hub(HubSettings settings, HubClient.Timeouts timeouts, Retries.Pause pause, HubCache.Linker linker) {
        this.settings = settings;
        this.timeouts = timeouts;
        this.pause = pause;
        this.linker = linker;
    }

    /**
     * The folder of a model's files, downloaded first if need be: minutes, for large models.
     *
     * @param wanted what the folder has to have
     * @param listener told how the download goes
     * @throws HubException when it cannot be had; what has come so far is used the next time
     */
    @SuppressWarnings("try") // the lock is held, not used
    public Path fetch(HubId id, Wanted wanted, DownloadListener listener) throws HubException {
        var cache = new HubCache(settings.cache(), id, linker);
        var present = cache.snapshot(wanted);
        if (present.isPresent()) {
            return present.get();
        }
        var forbidden = settings.offline();
        if (forbidden != null) {
            throw new HubException(absent(cache) + "; " + forbidden + " forbids to ask the hub");
        }
        var before = absent(cache);
        var client = new HubClient(id, settings.endpoint(), settings.token(), timeouts);
        try (var held = cache.lock(() -> listener.waiting(id))) {
            var meanwhile = cache.snapshot(wanted);
            return meanwhile.isPresent()
                    ? meanwhile.get()
                    : new Download(id, client, cache, new Retries(pause, listener), listener).run(wanted);
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
