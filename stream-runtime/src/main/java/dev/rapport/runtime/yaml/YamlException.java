package dev.rapport.runtime.yaml;

/** A text that is not YAML; nothing in it can be read. */
public final class YamlException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient YamlProblem problem;

    YamlException(YamlProblem problem) {
        super(problem.toString());
        this.problem = problem;
    }

    /** Where the reading ended, and why. */
    public YamlProblem problem() {
        return problem;
    }
}
