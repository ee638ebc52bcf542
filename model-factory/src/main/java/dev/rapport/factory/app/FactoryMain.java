package dev.rapport.factory.app;

import picocli.CommandLine;

/** The factory's own command line; it is not a part of {@code rapport}. */
public final class FactoryMain {
    private FactoryMain() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new FactoryCommand()).execute(arguments));
    }
}
