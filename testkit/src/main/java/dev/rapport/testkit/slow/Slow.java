package dev.rapport.testkit.slow;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/**
 * On a test class that takes more than about 20 seconds. It runs like every other one, and is left out by {@code -DskipSlow};
 * the reports then count it as skipped, with the reason.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("slow")
@DisabledIfSystemProperty(named = "skipSlow", matches = "(true)?", disabledReason = "slow: left out by -DskipSlow")
public @interface Slow {}
