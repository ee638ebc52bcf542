package dev.rapport.testkit.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.lang.ArchRule;
import java.net.IDN;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * R2: cores are pure Java. The spelling of a domain is a function of a text, though it lies in {@code java.net}; a
 * {@code CompletableFuture} is a value that comes later, an {@code AtomicLong} a count that others may read, a
 * {@code ConcurrentHashMap} what a function remembers of its answers; and a {@code *Config} may say how it is read from settings.
 */
final class CoreRules {
    /** Distributions: functions of numbers, nothing else. */
    private static final String MATHS = "org.apache.commons.statistics..";
    /** Hashes: functions of bytes. */
    private static final String HASHES = "org.apache.commons.codec.digest";
    /** What generated records are. */
    private static final String RECORDS = "org.apache.avro.specific";

    /** What is a value though its package says otherwise. */
    private static final Class<?>[] VALUES = {
        IDN.class, CompletableFuture.class, CompletionException.class, ConcurrentHashMap.class, AtomicLong.class
    };

    private CoreRules() {}

    static List<ArchRule> of(String root) {
        var cores = Packages.cores(root);
        var allowed = Stream.concat(
                        Stream.of(cores),
                        Stream.of(
                                "java..",
                                "org.jspecify..",
                                root + ".runtime.value..",
                                root + ".schemas..",
                                root + ".enrichment.state",
                                root + ".scoring.state",
                                MATHS,
                                HASHES,
                                RECORDS))
                .toArray(String[]::new);
        var value = root + ".runtime.value..";
        return List.of(
                classes()
                        .that()
                        .resideInAPackage(value)
                        .should()
                        .onlyDependOnClassesThat()
                        .resideInAnyPackage("java..", "org.jspecify..", value)
                        .as("R2 runtime.value uses only java"),
                noClasses()
                        .that()
                        .resideInAPackage(value)
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("java.net..", "java.sql..")
                        .as("R2 runtime.value knows no network"),
                classes()
                        .that()
                        .resideInAnyPackage(cores)
                        .and()
                        .haveSimpleNameNotEndingWith("Config")
                        .should()
                        .onlyDependOnClassesThat()
                        .resideInAnyPackage(allowed)
                        .as("R2 cores use only java, runtime.value, generated records, distributions and hashes"),
                noClasses()
                        .that()
                        .resideInAnyPackage(cores)
                        .should()
                        .dependOnClassesThat(resideInAnyPackage(
                                        "java.net..", "java.nio.file..", "java.sql..", "java.util.concurrent..")
                                .and(not(belongToAnyOf(VALUES))))
                        .orShould()
                        .dependOnClassesThat()
                        .areAssignableTo(Thread.class)
                        .as("R2 cores have no thread, file or connection"));
    }
}
