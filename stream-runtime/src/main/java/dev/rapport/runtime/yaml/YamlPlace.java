package dev.rapport.runtime.yaml;

import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Where a value stands.
 *
 * @param line   counted from 1
 * @param column counted from 1
 * @param form   how it is written
 * @param indent of the lines of a block, in columns
 */
public record YamlPlace(int line, int column, Form form, int indent) {
    private static final int INDENT = 2;

    /** How a value is written, as far as the places inside it can be told. */
    public enum Form {
        /** A text of lines of its own, which begins on the line after its indicator {@code |}. */
        BLOCK,
        /** A text on one line. */
        PLAIN,
        /** The same between quotes. */
        QUOTED,
        /** What is folded, or is not a text. */
        OTHER
    }

    static YamlPlace of(Node node) {
        return of(node, 1);
    }

    /** @param mappingColumn of the mapping that the node is a value of: a block in it is indented by two more */
    static YamlPlace of(Node node, int mappingColumn) {
        var mark = node.getStartMark();
        return new YamlPlace(
                mark.map(Mark::getLine).orElse(0) + 1,
                mark.map(Mark::getColumn).orElse(0) + 1,
                form(node),
                mappingColumn - 1 + INDENT);
    }

    private static Form form(Node node) {
        if (!(node instanceof ScalarNode scalar)) {
            return Form.OTHER;
        }
        if (scalar.getScalarStyle() == ScalarStyle.LITERAL) {
            return Form.BLOCK;
        }
        var start = scalar.getStartMark().map(Mark::getLine);
        if (scalar.getScalarStyle() == ScalarStyle.FOLDED
                || !start.equals(scalar.getEndMark().map(Mark::getLine))) {
            return Form.OTHER;
        }
        return scalar.getScalarStyle() == ScalarStyle.PLAIN ? Form.PLAIN : Form.QUOTED;
    }

    /**
     * A place inside a text, both counted from 1: exact in a block that is indented by two, and in one line up to the first
     * character that is escaped; otherwise the text's own.
     */
    public YamlPlace inside(int textLine, int textColumn) {
        var inLine = Math.max(textColumn, 1);
        return switch (form) {
            case BLOCK -> textLine > 0 ? at(line + textLine, indent + inLine) : this;
            case PLAIN -> textLine == 1 ? at(line, column + inLine - 1) : this;
            case QUOTED -> textLine == 1 ? at(line, column + inLine) : this;
            case OTHER -> this;
        };
    }

    private static YamlPlace at(int line, int column) {
        return new YamlPlace(line, column, Form.OTHER, 0);
    }
}
