package dev.rapport.inference.model.hub;

import java.net.URI;

/** Receives the progress of a download, on the thread that requested the model; nothing when nothing is downloaded. */
public interface DownloadListener {
    /** Another process, or another thread of this one, is downloading; this one waits for it. */
    void waiting(HubId id);

    /**
     * It begins, or goes on.
     *
     * @param bytes of all files
     * @param present bytes that are on disk already
     */
    void started(HubId id, URI hub, long bytes, long present);

    /** @param present bytes that are on disk by now; may fall when a server does not resume */
    void progressed(long present);

    /** A passing fault; it is tried again. */
    void faltered(String fault);

    /** All is on disk. */
    void finished();

    /** It ends without success; an exception says why. */
    void failed();
}
