package dev.rapport.enrichment.condition.cel;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import java.util.Optional;

/** What the language allows and conditions do not, as it could cost too much. */
final class CelRules {
    private static final int MAX_NESTED_LOOPS = 2;

    private CelRules() {}

    static Optional<CelIssue> firstBroken(CelAbstractSyntaxTree ast) {
        return CelNavigableAst.fromAst(ast)
                .getRoot()
                .allNodes()
                .flatMap(node -> broken(node).map(rule -> issue(ast, node.expr(), rule)).stream())
                .findFirst();
    }

    private static Optional<String> broken(CelNavigableExpr node) {
        if (node.getKind() == ExprKind.Kind.COMPREHENSION && loopsAround(node) >= MAX_NESTED_LOOPS) {
            return Optional.of("loops must be nested in " + MAX_NESTED_LOOPS + " levels at most");
        }
        return node.getKind() == ExprKind.Kind.CALL
                        && node.expr().call().function().equals("matches")
                ? brokenPattern(node.expr())
                : Optional.empty();
    }

    /** Written out, or a customer's text would be a pattern; and compiled by the engine that will run it. */
    private static Optional<String> brokenPattern(CelExpr matches) {
        var args = matches.call().args();
        var pattern = args.get(args.size() - 1);
        if (pattern.getKind() != ExprKind.Kind.CONSTANT) {
            return Optional.of("the pattern of matches must be written out");
        }
        try {
            Pattern.compile(pattern.constant().stringValue());
            return Optional.empty();
        } catch (PatternSyntaxException e) {
            return Optional.of("the pattern of matches is not RE2: " + e.getDescription());
        }
    }

    private static int loopsAround(CelNavigableExpr node) {
        var loops = 0;
        for (var around = node.parent();
                around.isPresent();
                around = around.get().parent()) {
            if (around.get().getKind() == ExprKind.Kind.COMPREHENSION) {
                loops++;
            }
        }
        return loops;
    }

    private static CelIssue issue(CelAbstractSyntaxTree ast, CelExpr expr, String rule) {
        var source = ast.getSource();
        var at = source.getOffsetLocation(source.getPositionsMap().getOrDefault(expr.id(), 0));
        return CelIssue.formatError(
                at.map(place -> place.getLine()).orElse(1),
                at.map(place -> place.getColumn()).orElse(0),
                rule);
    }
}
