package dev.rapport.runtime.value;

import java.util.ArrayList;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Why something failed, in one line for people who run it. */
public final class FailureLine {
    private FailureLine() {}

    /** The message and those of the causes that say more; the kind of failure where there is no message. */
    public static String of(Throwable failure) {
        var told = new ArrayList<String>();
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            var says = line(cause);
            if (!isWrapping(cause) && told.stream().noneMatch(before -> before.contains(says))) {
                told.add(says);
            }
        }
        return String.join(": ", told);
    }

    /**
     * Whether the innermost cause can only be a mistake in the program. No line helps those who run it then: those who
     * mend it need the stack trace.
     */
    public static boolean isMistake(Throwable failure) {
        var cause = innermost(failure);
        return cause instanceof NullPointerException
                || cause instanceof ClassCastException
                || cause instanceof IndexOutOfBoundsException
                || cause instanceof NoSuchElementException
                || cause instanceof UnsupportedOperationException
                || cause instanceof StackOverflowError
                || cause instanceof AssertionError;
    }

    /** The cause that has none itself; the failure where there is none. */
    public static Throwable innermost(Throwable failure) {
        var root = failure;
        for (var cause = root.getCause(); cause != null; cause = root.getCause()) {
            root = cause;
        }
        return root;
    }

    private static boolean isWrapping(Throwable failure) {
        return (failure instanceof ExecutionException || failure instanceof CompletionException)
                && failure.getCause() != null;
    }

    /** The first line of its own message, whatever its causes say; the kind of failure where there is no message. */
    public static String ofOne(Throwable failure) {
        var message = failure.getMessage();
        return message == null || message.isBlank()
                ? failure.getClass().getSimpleName()
                : message.strip().lines().findFirst().orElse("");
    }

    private static String line(Throwable failure) {
        // A message that is only what the cause's toString gives would be told twice.
        var cause = failure.getCause();
        var repeats = cause != null && cause.toString().equals(failure.getMessage());
        return repeats ? failure.getClass().getSimpleName() : ofOne(failure);
    }
}
