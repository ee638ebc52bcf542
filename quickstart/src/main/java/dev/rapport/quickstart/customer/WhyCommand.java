package dev.rapport.quickstart.customer;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rapport.quickstart.client.PipelineOption;
import dev.rapport.quickstart.client.TerminalText;
import dev.rapport.quickstart.report.ScoringClient;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code rapport customer why}: the latest decision of every campaign about a customer, with what each gate saw. */
@Command(
        name = "why",
        description =
                "Says why a customer was written to, or was not: what each gate of a decision saw, and its limit.")
final class WhyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private PipelineOption pipeline;

    @Parameters(paramLabel = "ID", description = "User id, anonymous id, or the customer's own id.")
    private String id = "";

    @Option(names = "--campaign", paramLabel = "ID", description = "Only this campaign.")
    private @Nullable String campaign;

    @Option(
            names = "--at",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "As of then: the latest decisions up to a time such as 2026-01-31T12:00:00Z.")
    private @Nullable Instant at;

    /** Times of ISO 8601. */
    static final class TimeConverter implements ITypeConverter<Instant> {
        @Override
        public Instant convert(String text) {
            try {
                return Instant.parse(text);
            } catch (DateTimeParseException e) {
                throw new TypeConversionException(
                        "must be a time such as 2026-01-31T12:00:00Z, is '" + TerminalText.line(text) + "'");
            }
        }
    }

    @Option(names = "--json", description = "Print the result as one JSON document.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var url = pipeline.url().toString().replaceFirst("/+$", "");
        var customer = new ScoringClient(url, pipeline.token()).customer(id);
        var decisions = Decisions.latest(customer.path("decisions"), campaign, at);
        var out = spec.commandLine().getOut();
        if (json) {
            var document = JsonNodeFactory.instance.objectNode();
            document.set("customerId", customer.path("customerId"));
            document.putArray("decisions").addAll(decisions);
            out.println(document);
        } else if (decisions.isEmpty()) {
            out.println(none());
        } else {
            decisions.forEach(decision -> Decisions.lines(decision).forEach(out::println));
        }
        out.flush();
        return 0;
    }

    private String none() {
        return "no decision about " + id + (campaign == null ? "" : " by " + campaign)
                + (at == null ? "" : " up to " + at)
                + ": nothing has triggered a campaign, or it is longer ago than decisions are shown";
    }
}
