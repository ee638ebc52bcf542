package dev.rapport.tuning.app;

import picocli.CommandLine;

/** {@code tune} on its own, without the rest of the command line. */
public final class TuneMain {
    private TuneMain() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new TuneCommand()).execute(arguments));
    }
}
