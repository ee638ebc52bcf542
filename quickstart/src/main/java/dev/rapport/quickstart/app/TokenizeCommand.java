package dev.rapport.quickstart.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.rapport.inference.model.ModelException;
import dev.rapport.inference.model.checkpoint.TokenizerFile;
import dev.rapport.inference.model.djl.DjlTokenizer;
import dev.rapport.inference.model.source.ModelLocator;
import dev.rapport.runtime.json.Json;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Token ids of a text, or the text of ids. */
@Command(name = "tokenize", description = "Prints the token ids of a text, or with --decode the text of ids.")
final class TokenizeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelOption model;

    @Option(names = "--decode", description = "The other way round: ids to text.")
    private boolean decode;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Parameters(
            paramLabel = "TEXT|IDS",
            arity = "1..*",
            description = "Text; several are joined by a space. With --decode ids, separated by spaces or commas.")
    private List<String> input;

    @Override
    public Integer call() throws JsonProcessingException {
        var text = String.join(" ", input);
        var ids = decode ? ids(text) : new int[0];
        var folder = ModelLocator.shownOn(spec.commandLine().getErr()).locateTokenizer(model.reference());
        try (var tokenizer = new DjlTokenizer(TokenizerFile.read(folder.path()))) {
            if (!decode) {
                ids = tokenizer.encode(text);
            }
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("ids", ids);
            document.put("tokens", tokens(tokenizer, ids));
            var decoded = decode ? tokenizer.decode(ids) : "";
            if (decode) {
                document.put("text", decoded);
            }
            var out = spec.commandLine().getOut();
            if (json) {
                out.println(Json.strict().writeValueAsString(document));
            } else {
                out.println(
                        decode
                                ? decoded
                                : Arrays.stream(ids).mapToObj(Integer::toString).collect(Collectors.joining(" ")));
            }
            out.flush();
        }
        return ExitCode.OK;
    }

    private List<String> tokens(DjlTokenizer tokenizer, int[] ids) {
        try {
            return tokenizer.tokens(ids);
        } catch (ModelException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private int[] ids(String text) {
        try {
            return Arrays.stream(text.strip().split("[\\s,]+"))
                    .mapToInt(Integer::parseUnsignedInt)
                    .toArray();
        } catch (NumberFormatException e) {
            throw new ParameterException(
                    spec.commandLine(), "--decode needs token ids, whole numbers separated by spaces or commas", e);
        }
    }
}
