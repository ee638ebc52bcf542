package dev.rapport.quickstart.app;

import dev.rapport.inference.engine.LocalTextGenerator;
import dev.rapport.inference.generation.SamplingSettings;
import dev.rapport.inference.model.ModelException;
import dev.rapport.inference.model.checkpoint.Checkpoint;
import dev.rapport.inference.model.source.ModelLocator;
import dev.rapport.inference.text.GenerationRequest;
import dev.rapport.inference.text.GenerationResult;
import dev.rapport.inference.text.GenerationResult.Generated;
import dev.rapport.inference.text.GenerationResult.Refused;
import dev.rapport.runtime.json.Json;
import dev.rapport.runtime.value.FileFault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Text from the model, without Kafka. */
@Command(
        name = "generate",
        description = {
            "Writes text with the model, without Kafka. Several prompts share one batch.",
            "Sampling means what it means in Hugging Face's generate."
        })
final class GenerateCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--prompt", paramLabel = "TEXT", description = "A prompt; may be given several times.")
    private List<String> prompts = new ArrayList<>();

    @Option(
            names = "--prompt-file",
            paramLabel = "FILE",
            description = "File with a prompt a line, UTF-8; blank lines and byte order marks are left out.")
    private @Nullable Path promptFile;

    @Mixin
    private ModelOption model;

    @Mixin
    private SamplingOptions sampling;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "0",
            description = {
                "Same seed and model, same text (default: ${DEFAULT-VALUE});",
                "with --precision int8 only with the same other prompts, too."
            })
    private long seed;

    @Mixin
    private EngineOptions engine;

    @Option(
            names = "--stream",
            description = "Print the text as it is written; for one prompt and one candidate (-n 1 or --greedy).")
    private boolean stream;

    @Option(
            names = "--logits",
            paramLabel = "FILE",
            description = "Write the first-step logits of each prompt to this file, as JSON.")
    private @Nullable Path logits;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        var settings = sampling.settings(spec.commandLine());
        var texts = texts();
        if (stream && (json || texts.size() > 1 || settings.candidates() > 1)) {
            throw new ParameterException(
                    spec.commandLine(), "--stream prints one candidate of one prompt, as text: say -n 1 or --greedy");
        }
        OutputOption.requireWritable(spec, "--logits", logits);
        var config = engine.config(spec.commandLine());
        var folder = ModelLocator.shownOn(spec.commandLine().getErr()).locate(model.reference());
        try (var generator =
                LocalTextGenerator.open(Checkpoint.open(folder), config).closeAtExit()) {
            hint(texts);
            if (logits != null) {
                writeLogits(generator, texts, logits);
            }
            if (stream) {
                stream(generator, requests(texts, settings).get(0));
                return ExitCode.OK;
            }
            var start = System.nanoTime();
            var results = generator.generate(requests(texts, settings));
            var seconds = (System.nanoTime() - start) / 1e9;
            var generated = accepted(results);
            if (json) {
                spec.commandLine().getOut().println(GeneratedText.json(generator.info(), texts, generated, seconds));
            } else {
                GeneratedText.print(spec.commandLine().getOut(), texts, generated);
            }
        }
        return ExitCode.OK;
    }

    private void stream(LocalTextGenerator generator, GenerationRequest request) {
        var out = spec.commandLine().getOut();
        out.print(request.prompt());
        var result = generator.submit(request, (candidate, part) -> {
            out.print(part);
            out.flush();
        });
        accepted(List.of(result.join()));
        out.println();
        out.flush();
    }

    private List<String> texts() {
        if (prompts.contains("")) {
            throw new ParameterException(spec.commandLine(), "--prompt: must not be empty");
        }
        var texts = new ArrayList<>(prompts);
        if (promptFile != null) {
            texts.addAll(prompts(promptFile));
        }
        if (texts.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "a prompt is missing: give --prompt or --prompt-file");
        }
        return texts;
    }

    private List<String> prompts(Path file) {
        try {
            return PromptFile.prompts(file);
        } catch (PromptFile.WrongEncodingException e) {
            throw new ParameterException(spec.commandLine(), "--prompt-file " + file + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new ParameterException(spec.commandLine(), "--prompt-file " + FileFault.unreadable(file, e), e);
        }
    }

    /** The bundled model answers anything, and what it answers to another format is worth nothing. */
    private void hint(List<String> texts) {
        var hint = model.reference().equals(ModelLocator.DEFAULT) ? PromptFormat.hint(texts) : "";
        if (!hint.isEmpty()) {
            spec.commandLine().getErr().println(spec.qualifiedName() + ": " + hint);
            spec.commandLine().getErr().flush();
        }
    }

    private List<GenerationRequest> requests(List<String> texts, SamplingSettings settings) {
        return texts.stream()
                .map(text -> new GenerationRequest(text, settings, seed))
                .toList();
    }

    private static List<Generated> accepted(List<GenerationResult> results) {
        var accepted = new ArrayList<Generated>();
        for (var result : results) {
            if (result instanceof Generated generated) {
                accepted.add(generated);
            } else if (result instanceof Refused refused) {
                throw new ModelException("prompt " + (accepted.size() + 1) + ": " + refused.detail());
            }
        }
        return accepted;
    }

    private static void writeLogits(LocalTextGenerator generator, List<String> texts, Path file) throws IOException {
        var rows = texts.stream().map(generator::firstLogits).toList();
        Json.strict().writeValue(file.toFile(), Map.of("logits", rows));
    }
}
