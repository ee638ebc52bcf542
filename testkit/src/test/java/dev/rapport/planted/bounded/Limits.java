package dev.rapport.planted.bounded;

public final class Limits {
    public static final int LONGEST_WAIT = 3;

    private Limits() {}
}
