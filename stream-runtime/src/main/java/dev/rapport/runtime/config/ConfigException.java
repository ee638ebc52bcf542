package dev.rapport.runtime.config;

import java.util.List;

/** Settings that cannot be used; the message lists every problem, one a line. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    public ConfigException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    /** What is wrong, each with its key, its value and the rule. */
    public List<String> problems() {
        return problems;
    }
}
