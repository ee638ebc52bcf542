import com.fasterxml.jackson.databind.ObjectMapper;
import de.kherud.llama.InferenceParameters;
import de.kherud.llama.LlamaModel;
import de.kherud.llama.ModelParameters;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/**
 * The same work in java-llama.cpp, for {@code rapport bench inference --llama --gguf}; java runs it from its source.
 * Arguments: model, slots, tokens of all their contexts. Reads one request a line on standard input, {"prompts": [texts],
 * "newTokens": [n, ...]}, and answers with one line, {"seconds": s}. All prompts at once, greedily.
 */
final class LlamaScript {
    public static void main(String[] arguments) {
        try {
            answer(arguments);
        } catch (Exception e) {
            e.printStackTrace();
            // Its threads go on with what they were at, and who waits for an answer would wait with them.
            Runtime.getRuntime().halt(1);
        }
    }

    private static void answer(String[] arguments) throws Exception {
        // It writes to standard output, too: what is not an answer goes to standard error.
        PrintStream answers = System.out;
        System.setOut(System.err);
        var json = new ObjectMapper();
        var slots = Integer.parseInt(arguments[1]);
        var threads = Runtime.getRuntime().availableProcessors();
        var parameters = new ModelParameters()
                .setModel(arguments[0])
                .setParallel(slots)
                .setCtxSize(Integer.parseInt(arguments[2]))
                .setThreads(threads)
                .setThreadsBatch(threads)
                .disableLog();
        var pool = Executors.newFixedThreadPool(slots);
        try (var model = new LlamaModel(parameters);
                var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            answers.println("{\"threads\": " + threads + "}");
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                var request = json.readTree(line);
                var works = new ArrayList<Callable<String>>();
                for (var i = 0; i < request.path("prompts").size(); i++) {
                    var work = new InferenceParameters(request.path("prompts").get(i).asText())
                            .setNPredict(request.path("newTokens").get(i).asInt())
                            .setIgnoreEos(true)
                            .setTemperature(0)
                            .setCachePrompt(false);
                    works.add(() -> model.complete(work));
                }
                var started = System.nanoTime();
                for (var done : pool.invokeAll(works)) {
                    done.get();
                }
                answers.println("{\"seconds\": " + (System.nanoTime() - started) / 1e9 + "}");
            }
        } finally {
            pool.shutdownNow();
        }
    }
}
