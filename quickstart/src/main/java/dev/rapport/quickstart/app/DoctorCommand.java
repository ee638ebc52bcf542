package dev.rapport.quickstart.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.rapport.quickstart.app.Finding.State;
import dev.rapport.quickstart.pipeline.Ports;
import dev.rapport.runtime.json.Json;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Looks at the machine and says what to do. */
@Command(
        name = "doctor",
        description = {
            "Checks what Rapport needs on this machine and says what to do.",
            "Exits 1 when something that is needed is missing."
        })
final class DoctorCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelOption model;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8080",
            description = "HTTP port to check (default: ${DEFAULT-VALUE}).")
    private int port;

    @Mixin
    private KafkaOptions kafka;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Override
    public Integer call() throws JsonProcessingException {
        Ports.requireInRange(port, "--port");
        Ports.requireInRange(kafka.port(), "--kafka-port");
        var findings = new ArrayList<Finding>();
        findings.add(MachineChecks.java());
        findings.add(MachineChecks.memory());
        findings.add(MachineChecks.processors());
        findings.add(MachineChecks.port("HTTP port", port, "--port"));
        findings.add(MachineChecks.port("Kafka port", kafka.port(), "--kafka-port"));
        findings.addAll(MachineChecks.folder(kafka.dataDir()));
        findings.addAll(ModelChecks.of(model.reference(), spec.commandLine().getErr()));
        findings.add(MachineChecks.gpu());
        var healthy = findings.stream().noneMatch(finding -> finding.state() == State.MISSING);
        var out = spec.commandLine().getOut();
        if (json) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("healthy", healthy);
            document.put("checks", findings);
            out.println(Json.strict().writeValueAsString(document));
        } else {
            print(out, findings, healthy);
        }
        out.flush();
        if (!healthy) {
            spec.commandLine().getErr().println("rapport doctor: something that Rapport needs is missing");
        }
        return healthy ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private static void print(PrintWriter out, List<Finding> findings, boolean healthy) {
        for (var finding : findings) {
            var mark =
                    switch (finding.state()) {
                        case OK -> "ok";
                        case WARNING -> "note";
                        case MISSING -> "MISSING";
                    };
            out.printf("  %-8s %-14s %s%n", mark, finding.check(), finding.found());
            if (!finding.todo().isEmpty()) {
                out.printf("  %-8s %-14s -> %s%n", "", "", finding.todo());
            }
        }
        out.println(healthy ? "Rapport can run here." : "Rapport cannot run here yet.");
    }
}
