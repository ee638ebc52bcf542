package dev.rapport.runtime.yaml;

import java.math.BigDecimal;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** From a text to nodes that know their place. */
final class YamlText {
    private static final LoadSettings SETTINGS = LoadSettings.builder().build();

    private YamlText() {}

    static Node compose(String text, String name) throws YamlException {
        Optional<Node> root;
        try {
            root = new Compose(SETTINGS).composeString(text);
        } catch (MarkedYamlEngineException e) {
            Optional<Mark> mark = e.getProblemMark();
            throw notYaml(
                    mark.map(Mark::getLine).orElse(0) + 1,
                    mark.map(Mark::getColumn).orElse(0) + 1,
                    "not YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            throw notYaml(1, 1, "not YAML: " + e.getMessage());
        }
        return root.orElseThrow(() -> notYaml(1, 1, name + " must be a mapping of keys to values"));
    }

    /** A single value as what it looks like: true or false, a decimal number, otherwise its text. */
    static Object value(ScalarNode scalar) {
        var text = scalar.getValue();
        if (scalar.getTag().equals(Tag.BOOL)) {
            return Boolean.parseBoolean(text);
        }
        if (scalar.getTag().equals(Tag.INT) || scalar.getTag().equals(Tag.FLOAT)) {
            try {
                return new BigDecimal(text);
            } catch (NumberFormatException e) {
                // A number in another notation, 0x1F or .inf.
                return text;
            }
        }
        return text;
    }

    private static YamlException notYaml(int line, int column, String message) {
        return new YamlException(new YamlProblem(line, column, message));
    }
}
