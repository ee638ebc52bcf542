package dev.rapport.tuning.app;

import dev.rapport.inference.model.ModelException;
import dev.rapport.inference.model.source.UnknownModelException;
import dev.rapport.runtime.value.FailureLine;
import dev.rapport.tuning.checkpoint.UnusableFolderException;
import dev.rapport.tuning.outcomes.topics.TopicsAwayException;
import dev.rapport.tuning.pair.BadDataException;
import dev.rapport.tuning.training.StoppedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.concurrent.Callable;

/**
 * Ends a command that trains or measures: 0 when it is done, 2 when the same command would fail again, 1 when it may not;
 * see docs/adr/0048-exit-codes.md. A failure is one line on stderr.
 *
 * @param command as in {@code rapport tune}
 */
public record CommandFailure(String command, PrintWriter err) {
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    /** Runs it and returns its exit code, or that of its failure; a failure that is not known is thrown on. */
    public int exitCodeOf(Callable<Integer> work) throws Exception {
        try {
            return work.call();
        } catch (BadDataException | UnusableFolderException | UnknownModelException | IllegalArgumentException e) {
            return fail(WRONG_USAGE, String.valueOf(e.getMessage()));
        } catch (StoppedException | TopicsAwayException | ModelException | ArithmeticException e) {
            return fail(FAILED, String.valueOf(e.getMessage()));
        } catch (UncheckedIOException e) {
            return fail(FAILED, FailureLine.of(Objects.requireNonNull(e.getCause())));
        } catch (IOException e) {
            return fail(FAILED, FailureLine.of(e));
        }
    }

    /** Prints the failure. */
    public int fail(int exitCode, String message) {
        err.println(command + ": " + message);
        err.flush();
        return exitCode;
    }
}
