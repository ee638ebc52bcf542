package dev.rapport.quickstart.words;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * Every sentence that main code can say: errors, help, log lines, descriptions of settings and metrics. Read from the
 * sources with the compiler's own parser: a text of at least two words, what is computed in between shown as an ellipsis.
 */
final class UserMessages {
    /** One sentence and where it is said, {@code module/path:line}. */
    record Message(String place, String text) {}

    private static final String COMPUTED = "…";
    private static final Pattern SENTENCE = Pattern.compile("(?s).*\\p{L}{2,}.*\\s.*\\p{L}{2,}.*");

    private UserMessages() {}

    /** Of all modules under a folder, in the order of their places. */
    static List<Message> of(Path project) throws IOException {
        var messages = new ArrayList<Message>();
        for (var sources : sourceFolders(project)) {
            messages.addAll(inFolder(project, sources));
        }
        return messages;
    }

    private static List<Path> sourceFolders(Path project) throws IOException {
        try (var modules = Files.list(project)) {
            return modules.map(module -> module.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .sorted()
                    .toList();
        }
    }

    private static List<Message> inFolder(Path project, Path sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8);
                Stream<Path> found = Files.walk(sources)) {
            var paths = found.filter(path -> path.toString().endsWith(".java"))
                    .sorted()
                    .toList();
            var task = (JavacTask)
                    compiler.getTask(null, files, null, null, null, files.getJavaFileObjectsFromPaths(paths));
            var trees = Trees.instance(task);
            var messages = new ArrayList<Message>();
            for (var unit : task.parse()) {
                new Sentences(project, unit, trees, messages).scan(unit, null);
            }
            return messages;
        }
    }

    /** Collects outermost texts: a literal, or a whole concatenation. */
    private static final class Sentences extends TreePathScanner<Void, Void> {
        private final Path project;
        private final CompilationUnitTree unit;
        private final Trees trees;
        private final List<Message> messages;

        private Sentences(Path project, CompilationUnitTree unit, Trees trees, List<Message> messages) {
            this.project = project;
            this.unit = unit;
            this.trees = trees;
            this.messages = messages;
        }

        @Override
        public Void visitLiteral(LiteralTree literal, Void unused) {
            if (!isPartOfConcatenation(getCurrentPath())) {
                record(literal);
            }
            return super.visitLiteral(literal, null);
        }

        @Override
        public Void visitBinary(BinaryTree binary, Void unused) {
            if (binary.getKind() == Tree.Kind.PLUS && !isPartOfConcatenation(getCurrentPath())) {
                record(binary);
            }
            return super.visitBinary(binary, null);
        }

        private static boolean isPartOfConcatenation(TreePath path) {
            return path.getParentPath().getLeaf().getKind() == Tree.Kind.PLUS;
        }

        private void record(ExpressionTree expression) {
            var text = text(expression);
            if (SENTENCE.matcher(text).matches()) {
                var position = trees.getSourcePositions().getStartPosition(unit, expression);
                var line = unit.getLineMap().getLineNumber(position);
                var file = project.toAbsolutePath()
                        .normalize()
                        .relativize(Path.of(unit.getSourceFile().toUri()).normalize());
                messages.add(new Message(file + ":" + line, text));
            }
        }

        private static String text(ExpressionTree expression) {
            if (expression instanceof LiteralTree literal) {
                return literal.getValue() instanceof String text ? text : COMPUTED;
            }
            if (expression instanceof BinaryTree sum && sum.getKind() == Tree.Kind.PLUS) {
                return text(sum.getLeftOperand()) + text(sum.getRightOperand());
            }
            return COMPUTED;
        }
    }
}
