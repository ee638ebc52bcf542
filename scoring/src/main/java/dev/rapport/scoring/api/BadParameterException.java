package dev.rapport.scoring.api;

/** A request that cannot be answered as asked; the message names the parameter, its value and the rule. */
final class BadParameterException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadParameterException(String parameter, String value, String rule) {
        super(parameter + "=" + value + ": " + rule);
    }
}
