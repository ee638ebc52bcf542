package dev.rapport.runtime.yaml;

import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Where a value stands.
 *
 * @param line    counted from 1
 * @param column  counted from 1
 * @param isBlock whether it is a text of lines of its own, which begins on the line after its indicator {@code |}
 */
public record YamlPlace(int line, int column, boolean isBlock) {
    private static final int INDENT = 2;

    static YamlPlace of(Node node) {
        var isBlock = node instanceof ScalarNode scalar && scalar.getScalarStyle() == ScalarStyle.LITERAL;
        var mark = node.getStartMark();
        return new YamlPlace(
                mark.map(Mark::getLine).orElse(0) + 1, mark.map(Mark::getColumn).orElse(0) + 1, isBlock);
    }

    /** A place inside a text, both counted from 1: exact in a block that is indented by two, otherwise the text's own. */
    public YamlPlace inside(int textLine, int textColumn) {
        return isBlock && textLine > 0 ? new YamlPlace(line + textLine, INDENT + Math.max(textColumn, 1), false) : this;
    }
}
