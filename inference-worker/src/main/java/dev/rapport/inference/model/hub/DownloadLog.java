package dev.rapport.inference.model.hub;

import java.net.URI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** For services: a line at the beginning, at faults, and at the end. */
public final class DownloadLog implements DownloadListener {
    private static final Logger LOG = LoggerFactory.getLogger(DownloadLog.class);

    private String model = "";

    @Override
    public void waiting(HubId id) {
        LOG.atInfo().addKeyValue("model", id).log("the model is being downloaded already; waiting for that");
    }

    @Override
    public void started(HubId id, URI hub, long bytes, long present) {
        model = id.text();
        LOG.atInfo()
                .addKeyValue("model", id)
                .addKeyValue("server", hub)
                .addKeyValue("bytes", bytes)
                .addKeyValue("present", present)
                .log("downloading the model");
    }

    @Override
    public void progressed(long present) {
        // No progress bar in a log.
    }

    @Override
    public void faltered(String fault) {
        LOG.atWarn().addKeyValue("model", model).addKeyValue("error", fault).log("download interrupted; trying again");
    }

    @Override
    public void finished() {
        LOG.atInfo().addKeyValue("model", model).log("model downloaded");
    }

    @Override
    public void failed() {
        // The caller reports it.
    }
}
