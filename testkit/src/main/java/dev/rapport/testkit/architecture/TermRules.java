package dev.rapport.testkit.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/**
 * R10: the field's terms. A Kafka or inference engineer knows what a pending task, an attempt, a subscriber and a maximum
 * are; each of these names had to be learnt, and has a field's term that it is called now.
 */
final class TermRules {
    /** Simple names of types, with the term that replaced each. */
    private static final List<String> TYPES = List.of(
            "Asked", // PromptTask
            "Starts", // AttemptTracker
            "StartQueue", // AdmissionQueue
            "CalmPoll", // paused polling
            "ModelAbsence", // ModelProbe
            "ModelProof", // ModelProbe
            "Finished", // OutboundRecord
            "Ended", // Completion
            "PutAside", // DeadLettered
            "Given", // PromptFacts
            "Everywhere", // GlobalGuardrails
            "Making", // a context
            "Terms", // CallContext
            "Exchange", // RetryingCall
            "Passing", // a transient error
            "Lasting", // a permanent error
            "Refusing", // a rejected prompt
            "Incoming", // BodyReader
            "Answers", // HubErrors
            "Wanted", // RequiredFiles
            "PassingFault", // TransientException
            "DiskFault", // DiskErrors
            "Patience", // Grace, a deadline
            "Watchers", // Subscribers
            "Scribble", // NoiseAugmenter
            "Likeness", // BigramOverlap
            "StandIns", // Pseudonyms
            "Anonymous", // Pseudonymizer
            "Wording", // PhraseGrammar
            "Composer", // PhraseGrammar
            "KnownEvent", // a draft
            "SessionEvent", // a draft
            "EventProperties"); // a draft

    private TermRules() {}

    static List<ArchRule> of(String root) {
        // Symbols of the contract are lower-case words of its own users, in capitals.
        var ours = not(resideInAPackage(root + ".schemas"));
        return List.of(
                noClasses()
                        .should()
                        .haveNameMatching(".*[.$](" + String.join("|", TYPES) + ")")
                        .as("R10 types are named with the field's terms"),
                noFields()
                        .that()
                        .areDeclaredInClassesThat(ours)
                        .should()
                        .haveNameMatching(
                                "((MOST|LONGEST|LEAST|FEWEST|SHORTEST|LARGEST|SMALLEST|HIGHEST|LOWEST)_.*|PATIENCE)")
                        .as("R10 bounds are named MAX and MIN"),
                noMethods()
                        .should()
                        .haveNameMatching("(tell|letGo(Of)?|tellOf|asked)")
                        .as("R10 methods are named with the field's terms"),
                noMethods()
                        .that()
                        .areDeclaredInClassesThat()
                        .resideInAPackage(root + ".scoring.history")
                        .should()
                        .haveNameMatching("take|reach|touch|belongs|visit")
                        .as("R10 a history records, resolves and evicts"));
    }
}
