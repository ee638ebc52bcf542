package dev.rapport.factory.corpus;

import java.util.ArrayList;
import java.util.List;

/**
 * A phrase as a tree: {@code (a|b)} is a choice, {@code {x}} a place for the value of field x or a phrase of section x,
 * everything else text. Choices may be nested.
 */
sealed interface Template {
    /** Characters as they are. */
    record Text(String text) implements Template {}

    /** A value or a phrase of a section. */
    record Place(String name) implements Template {}

    /** One of these. */
    record Choice(List<Template> options) implements Template {}

    /** All of these, one after the other. */
    record Row(List<Template> parts) implements Template {}

    /**
     * Reads a phrase.
     *
     * @throws IllegalArgumentException when its brackets do not match
     */
    static Template parse(String phrase) {
        return new Parser(phrase).whole();
    }

    /** Recursive descent, one character at a time. */
    final class Parser {
        private final String phrase;
        private int at;

        private Parser(String phrase) {
            this.phrase = phrase;
        }

        private Template whole() {
            var row = row();
            if (at < phrase.length()) {
                throw new IllegalArgumentException("brackets do not match in: " + phrase);
            }
            return row;
        }

        private Template row() {
            var parts = new ArrayList<Template>();
            while (at < phrase.length() && phrase.charAt(at) != '|' && phrase.charAt(at) != ')') {
                parts.add(
                        switch (phrase.charAt(at)) {
                            case '(' -> choice();
                            case '{' -> place();
                            default -> text();
                        });
            }
            return new Row(List.copyOf(parts));
        }

        private Template choice() {
            var options = new ArrayList<Template>();
            do {
                at++;
                options.add(row());
            } while (at < phrase.length() && phrase.charAt(at) == '|');
            expect(')');
            return new Choice(List.copyOf(options));
        }

        private Template place() {
            var end = Math.max(at, phrase.indexOf('}', at));
            var name = phrase.substring(at + 1, Math.max(at + 1, end));
            at = end;
            expect('}');
            return new Place(name);
        }

        private Template text() {
            var from = at;
            while (at < phrase.length() && "({|)".indexOf(phrase.charAt(at)) < 0) {
                at++;
            }
            return new Text(phrase.substring(from, at));
        }

        private void expect(char bracket) {
            if (at >= phrase.length() || phrase.charAt(at) != bracket) {
                throw new IllegalArgumentException("brackets do not match in: " + phrase);
            }
            at++;
        }
    }
}
