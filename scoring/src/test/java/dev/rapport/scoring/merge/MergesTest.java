package dev.rapport.scoring.merge;

import static dev.rapport.testkit.record.Records.NOW;
import static dev.rapport.testkit.record.Records.anEnrichedEvent;
import static dev.rapport.testkit.record.Records.euros;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.schemas.ArmMoments;
import dev.rapport.schemas.Conversion;
import dev.rapport.schemas.EnrichedEvent;
import dev.rapport.scoring.experiment.ArmSums;
import dev.rapport.scoring.experiment.Moments;
import dev.rapport.scoring.history.ScoringRules;
import dev.rapport.scoring.state.Exposure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a merge means for experiments and conversions, one case each. */
final class MergesTest {
    private static final String VISITOR = "visitor";
    private static final String USER = "user";
    private static final String OTHER_USER = "other-user";

    private final TestingNetwork network = new TestingNetwork(ScoringRules.defaults(), new Random(1));

    @Test
    void countsAVisitorWhoLogsInAndBuysAsOneCustomerInTheArmSeenFirst() {
        // Given
        see(VISITOR, "b", 0);
        see(USER, "control", 20);
        buy(USER, "order", 60);
        // When
        merge(VISITOR, USER, 1);
        // Then
        assertThat(arms()).containsOnlyKeys("b");
        assertThat(arm(arms(), "b").customers()).isEqualTo(1);
        assertThat(arm(arms(), "b").revenue("Order Completed", "EUR")).isEqualTo(Moments.of(1_000));
    }

    @Test
    void forwardsWhatArrivesForACustomerWhoWasMerged() {
        // Given
        merge(VISITOR, USER, 1);
        see(USER, "control", 20);
        // When
        see(VISITOR, "b", 0);
        buy(VISITOR, "order", 60);
        // Then
        assertThat(arms()).containsOnlyKeys("b");
        assertThat(network.conversions().values())
                .extracting(Conversion::getCustomerId)
                .containsExactly(USER);
    }

    @Test
    void givesTheItemsOfAFragmentBackWhenItIsUnmerged() {
        // Given
        see(VISITOR, "b", 0);
        see(USER, "control", 20);
        buy(USER, "order", 60);
        merge(VISITOR, USER, 1);
        // When
        network.receive(VISITOR, Merges.unmerged(2));
        network.deliverAll();
        // Then
        assertThat(arms()).containsOnlyKeys("b", "control");
        assertThat(arm(arms(), "b").goals()).isEmpty();
        assertThat(arm(arms(), "control").revenue("Order Completed", "EUR")).isEqualTo(Moments.of(1_000));
    }

    @Test
    void countsOneOrderOfTwoFragmentsOnceAndRetractsTheConversionOfTheOneThatIsGone() {
        // Given
        buy(VISITOR, "order", 0);
        buy(USER, "order", 60);
        // When
        merge(VISITOR, USER, 1);
        // Then
        assertThat(Objects.requireNonNull(network.rows().get("ALL|8000000000000000|||"))
                        .getCounts())
                .containsEntry("purchases", 1L);
        assertThat(network.conversions().values())
                .extracting(Conversion::getCustomerId)
                .containsExactly(USER);
    }

    @Test
    void takesAnIdentityThatIsReadAgainForWhatItIs() {
        // Given
        see(VISITOR, "b", 0);
        merge(VISITOR, USER, 1);
        network.receive(VISITOR, Merges.unmerged(2));
        network.deliverAll();
        see(USER, "control", 20);
        // When
        merge(VISITOR, USER, 1);
        // Then
        assertThat(arms()).containsOnlyKeys("b", "control");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void endsLoopsWithOneCustomerWhoHasEverything(long seed) {
        // Given
        var interleaved = new TestingNetwork(ScoringRules.defaults(), new Random(seed));
        var customers = List.of(VISITOR, USER, OTHER_USER);
        for (var i = 0; i < customers.size(); i++) {
            see(interleaved, customers.get(i), "arm " + i, i);
        }
        // When
        for (var i = 0; i < customers.size(); i++) {
            interleaved.receive(customers.get(i), Merges.merged(customers.get((i + 1) % customers.size()), 1));
            interleaved.deliverSome();
        }
        buy(interleaved, OTHER_USER, "order", 60);
        interleaved.deliverAll();
        // Then
        var arms = armsOf(interleaved.moments());
        assertThat(arms).containsOnlyKeys("arm 0");
        assertThat(arm(arms, "arm 0").revenue("Order Completed", "EUR")).isEqualTo(Moments.of(1_000));
    }

    @Test
    void followsAChainHoweverLong() {
        // Given
        var length = 50;
        for (var i = 0; i < length; i++) {
            merge("customer " + i, "customer " + (i + 1), 1);
        }
        see("customer " + length, "control", 20);
        // When
        see("customer 0", "b", 0);
        // Then
        assertThat(arms()).containsOnlyKeys("b");
    }

    private void merge(String customerId, String into, int version) {
        network.receive(customerId, Merges.merged(into, version));
        network.deliverAll();
    }

    private void see(String customerId, String arm, int minute) {
        see(network, customerId, arm, minute);
        network.deliverAll();
    }

    private void buy(String customerId, String orderId, int minute) {
        buy(network, customerId, orderId, minute);
        network.deliverAll();
    }

    private static void see(TestingNetwork network, String customerId, String arm, int minute) {
        var exposure =
                new Exposure("experiment", arm, "", at(minute), customerId + " saw " + arm, 0L, Map.of(), Map.of(), "");
        network.record(customerId, "", history -> history.record(exposure));
    }

    private static void buy(TestingNetwork network, String customerId, String orderId, int minute) {
        network.record(customerId, "", history -> history.record(anOrder(customerId, orderId, minute)));
    }

    private static EnrichedEvent anOrder(String customerId, String orderId, int minute) {
        return anEnrichedEvent()
                .setMessageId(customerId + " bought " + orderId)
                .setCustomerId(customerId)
                .setName("Order Completed")
                .setOrderId(orderId)
                .setRevenue(euros(1_000))
                .setOccurredAt(NOW.plus(Duration.ofMinutes(minute)))
                .build();
    }

    private static long at(int minute) {
        return NOW.plus(Duration.ofMinutes(minute)).toEpochMilli();
    }

    private static ArmSums arm(Map<String, ArmSums> arms, String name) {
        return Objects.requireNonNull(arms.get(name), () -> "there is no arm " + name);
    }

    private Map<String, ArmSums> arms() {
        return armsOf(network.moments());
    }

    private static Map<String, ArmSums> armsOf(List<ArmMoments> moments) {
        return moments.stream().collect(Collectors.toMap(ArmMoments::getArm, ArmSums::of));
    }
}
