package dev.rapport.enrichment.customer.fragment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.enrichment.customer.consent.ConsentMerge;
import dev.rapport.enrichment.state.ConsentMark;
import dev.rapport.enrichment.state.CustomerState;
import dev.rapport.enrichment.state.Fragment;
import dev.rapport.enrichment.state.Property;
import dev.rapport.enrichment.state.PropertyKind;
import dev.rapport.enrichment.state.Purchase;
import dev.rapport.enrichment.state.SessionState;
import dev.rapport.enrichment.state.Trait;
import dev.rapport.enrichment.state.ViewedProduct;
import dev.rapport.schemas.ConsentProof;
import dev.rapport.schemas.Product;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of fragments whatever is in them. */
class FragmentsTest {
    private static final String ADA = "fragment-0";

    static LongStream seeds() {
        return LongStream.range(0, 100);
    }

    @Test
    void isTheFragmentItselfWhereThereIsOne() {
        // Given
        var only = fragment(new Random(1), 0);
        // When
        var view = View.of(ADA, List.of(only));
        // Then
        assertThat(view).isSameAs(only.getState());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void isTheSameInEveryOrder(long seed) {
        // Given
        var random = new Random(seed);
        var fragments = fragments(random);
        var inOrder = View.of(ADA, fragments);
        // When
        Collections.shuffle(fragments, random);
        var shuffled = View.of(ADA, fragments);
        // Then
        assertThat(shuffled).isEqualTo(inOrder);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void countsEachEventOnce(long seed) {
        // Given
        var fragments = fragments(new Random(seed));
        // When
        var view = View.of(ADA, fragments);
        // Then
        assertThat(view.getEventCount())
                .isEqualTo(fragments.stream()
                        .mapToLong(one -> one.getState().getEventCount())
                        .sum());
        assertThat(view.getViewed()).hasSizeLessThanOrEqualTo(10);
        assertThat(view.getPurchased()).hasSizeLessThanOrEqualTo(50);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void countsAWithdrawalOfAnyFragmentThatNoneTookBackLater(long seed) {
        // Given
        var random = new Random(seed);
        var fragments = fragments(random);
        var withdrawing = random.nextInt(fragments.size());
        var no = Map.of("marketing", new ConsentMark(false, 1_000L, null, 0L, 1, 1_000L, null));
        fragments.set(withdrawing, withConsents(fragments.get(withdrawing), no));
        // When
        var view = View.of(ADA, fragments);
        // Then
        assertThat(isGranted(view.getConsents(), "marketing")).isFalse();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void keepsEveryWithdrawalOnBothSidesOfAParting(long seed) {
        // Given
        var fragments = fragments(new Random(seed));
        var before = View.of(ADA, fragments).getConsents();
        // When
        var parted = Parting.of(ADA, fragments, "fragment-1", 2_000, 2_000);
        // Then
        var stays = View.of(ADA, parted.stays()).getConsents();
        var leaves = View.of("fragment-1", parted.leaves()).getConsents();
        before.forEach((category, mark) -> {
            if (ConsentMerge.withdrawal(mark).isPresent() && !ConsentMerge.isGranted(mark)) {
                assertThat(isGranted(stays, category)).isFalse();
                assertThat(isGranted(leaves, category)).isFalse();
            }
        });
        stays.forEach((category, mark) -> assertThat(mark.getVersion())
                .isGreaterThanOrEqualTo(mark(before, category).getVersion()));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void partsWhatBelongsTogether(long seed) {
        // Given
        var fragments = fragments(new Random(seed));
        fragments.add(new Fragment(
                "through-1", List.of("fragment-1"), fragments.get(0).getState()));
        // When
        var parted = Parting.of(ADA, fragments, "fragment-1", 2_000, 2_000);
        // Then
        assertThat(parted.leaves())
                .extracting(Fragment::getFragmentId)
                .containsExactlyInAnyOrder("fragment-1", "through-1");
        assertThat(parted.stays())
                .extracting(Fragment::getFragmentId)
                .doesNotContain("fragment-1", "through-1")
                .contains(ADA);
    }

    @Test
    void holdsABoundedNumberAndLosesNoCount() {
        // Given
        var random = new Random(3);
        List<Fragment> fragments = List.of(fragment(random, 0));
        var arriving = IntStream.rangeClosed(1, 2 * Fragments.MAX)
                .mapToObj(number -> fragment(random, number))
                .toList();
        var events = fragments.get(0).getState().getEventCount()
                + arriving.stream()
                        .mapToLong(one -> one.getState().getEventCount())
                        .sum();
        // When
        for (var one : arriving) {
            fragments = Fragments.absorb(ADA, fragments, one).fragments();
        }
        // Then
        assertThat(fragments).hasSize(Fragments.MAX + 1);
        assertThat(View.of(ADA, fragments).getEventCount()).isEqualTo(events);
    }

    private static List<Fragment> fragments(Random random) {
        return new ArrayList<>(IntStream.range(0, 2 + random.nextInt(4))
                .mapToObj(number -> fragment(random, number))
                .toList());
    }

    private static Fragment fragment(Random random, int number) {
        var state = CustomerState.newBuilder()
                .setUserId(random.nextBoolean() ? "user-" + random.nextInt(3) : null)
                .setAnonymousIds(List.of("device-" + number))
                .setTraits(traits(random))
                .setContextLanguage(random.nextBoolean() ? "en" : "de")
                .setContextLanguageAt(random.nextInt(5))
                .setConsents(Map.of("marketing", mark(random), "email", mark(random)))
                .setViewed(IntStream.range(0, random.nextInt(8))
                        .mapToObj(n -> new ViewedProduct(
                                Product.newBuilder()
                                        .setProductId("p" + random.nextInt(9))
                                        .build(),
                                (long) random.nextInt(9)))
                        .toList())
                .setPurchased(IntStream.range(0, random.nextInt(8))
                        .mapToObj(n -> new Purchase("p" + random.nextInt(9), (long) random.nextInt(9)))
                        .toList())
                .setEventCount(random.nextInt(100))
                .setOrderCount(random.nextInt(10))
                .setFirstSeenAt(random.nextInt(5))
                .setLastSeenAt(5 + random.nextInt(5))
                .setSession(new SessionState(
                        "s" + random.nextInt(3),
                        1L,
                        (long) random.nextInt(9),
                        1L,
                        1 + random.nextInt(3),
                        (long) random.nextInt(2),
                        List.of()))
                .setLastReplyPromptId(random.nextBoolean() ? "prompt-" + random.nextInt(3) : null)
                .setLastReplyAt(random.nextInt(3))
                .build();
        return new Fragment("fragment-" + number, List.of(), state);
    }

    private static List<Trait> traits(Random random) {
        return IntStream.range(0, random.nextInt(4))
                .mapToObj(n ->
                        new Trait(new Property("trait-" + n, PropertyKind.TEXT, "text " + random.nextInt(3)), (long)
                                random.nextInt(3)))
                .toList();
    }

    private static ConsentMark mark(Random random) {
        return new ConsentMark(
                random.nextBoolean() ? random.nextBoolean() : null,
                (long) random.nextInt(9),
                random.nextBoolean() ? random.nextBoolean() : null,
                (long) random.nextInt(9),
                1 + random.nextInt(3),
                (long) random.nextInt(9),
                random.nextBoolean() ? new ConsentProof("form", "words " + random.nextInt(3)) : null);
    }

    private static Fragment withConsents(Fragment fragment, Map<String, ConsentMark> consents) {
        return new Fragment(
                fragment.getFragmentId(),
                fragment.getThrough(),
                CustomerState.newBuilder(fragment.getState())
                        .setConsents(consents)
                        .build());
    }

    private static boolean isGranted(Map<String, ConsentMark> consents, String category) {
        return ConsentMerge.isGranted(mark(consents, category));
    }

    private static ConsentMark mark(Map<String, ConsentMark> consents, String category) {
        return Objects.requireNonNull(consents.get(category), category);
    }
}
