package dev.rapport.quickstart.app;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.rapport.quickstart.pipeline.Pipeline;
import dev.rapport.runtime.config.Settings;
import dev.rapport.runtime.http.HttpServerConfig;
import dev.rapport.runtime.json.Json;
import java.io.PrintWriter;
import java.nio.file.Path;

/** Where a running pipeline can be reached. */
@JsonPropertyOrder({"dashboard", "capture", "writeKey", "kafka", "schemaRegistry", "dataDir", "host"})
record Addresses(
        String dashboard,
        String capture,
        String writeKey,
        String kafka,
        String schemaRegistry,
        String dataDir,
        String host) {

    static Addresses of(Pipeline pipeline, Path dataDir, Settings settings) {
        return new Addresses(
                pipeline.url() + "/",
                pipeline.url() + "/v1/batch",
                WriteKey.of(settings),
                pipeline.bootstrapServers(),
                pipeline.url(),
                dataDir.toAbsolutePath().normalize().toString(),
                pipeline.http().host());
    }

    void print(PrintWriter out, boolean json) throws JsonProcessingException {
        if (json) {
            out.println(Json.strict().writeValueAsString(this));
        } else {
            out.printf(
                    "Rapport is ready.%n%n"
                            + "  dashboard        %s%n"
                            + "  capture          %s   (Segment API, write key %s)%n"
                            + "  Kafka            %s%n"
                            + "  schema registry  %s%n"
                            + "  data             %s%n"
                            + "  listens on       %s%n%n"
                            + "Ctrl-C stops it; the data stays.%n",
                    dashboard, capture, writeKey, kafka, schemaRegistry, dataDir, listens());
        }
        out.flush();
    }

    private String listens() {
        return host.equals(HttpServerConfig.LOOPBACK)
                ? host + ", this machine only; --host 0.0.0.0 opens it to the network, Kafka stays on this machine"
                : host + "; Kafka on this machine only";
    }
}
