package dev.rapport.runtime.terminal;

/** Whether somebody watches a command. */
public final class Terminal {
    private Terminal() {}

    /** True when the process has a terminal that can rewrite a line. */
    @SuppressWarnings("SystemConsoleNull") // null before Java 22, and asked whether it is a terminal from then on
    public static boolean isPresent() {
        var console = System.console();
        if (console == null || "dumb".equals(System.getenv("TERM"))) {
            return false;
        }
        try {
            // From Java 22 on there is a console without a terminal too, and a method that says so.
            return Boolean.TRUE.equals(
                    console.getClass().getMethod("isTerminal").invoke(console));
        } catch (ReflectiveOperationException e) {
            return Runtime.version().feature() < 22;
        }
    }
}
