package dev.rapport.scoring.view;

/** Ids as parts of keys that are joined by {@code |}, so that different parts make different keys. */
final class KeyPart {
    private KeyPart() {}

    /** With {@code |} and {@code %} written {@code %7C} and {@code %25}, and a {@code |} behind it. */
    static String of(String id) {
        return id.replace("%", "%25").replace("|", "%7C") + "|";
    }
}
