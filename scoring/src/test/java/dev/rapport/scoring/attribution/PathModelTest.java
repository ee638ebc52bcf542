package dev.rapport.scoring.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.schemas.Credit;
import dev.rapport.schemas.PathTouchpoint;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PathModelTest {
    private static final Duration LOOKBACK = Duration.ofMillis(100);
    private static final Instant START = Instant.parse("2026-03-20T10:00:00Z");
    private static final PathTouchpoint NEWSLETTER = aTouchpoint("m1", 10, "newsletter");
    private static final PathTouchpoint REPLY =
            new PathTouchpoint("m2", Instant.ofEpochMilli(20), "opened", "spring", "prompt-1", "spring", "mail");
    private static final TimeDecay TIME_DECAY = new TimeDecay(Duration.ofDays(7));
    private static final List<PathModel> MODELS =
            List.of(new FirstTouch(), new LastTouch(), new Linear(), TIME_DECAY, PositionBased.U_SHAPED);

    @Test
    void creditsTheLastTouchpointWhole() {
        // Given
        var path = Path.to(Instant.ofEpochMilli(30), "order", List.of(REPLY, NEWSLETTER), LOOKBACK);
        // When
        var credits = new LastTouch().credits(path);
        // Then
        assertThat(credits).containsExactly(new Credit("prompt-1", "spring", "spring", "mail", "last", 1_000_000L));
    }

    @Test
    void leavesTouchpointsAfterwardsTooLongAgoAndTheConversionItselfOffThePath() {
        // When
        var before = Path.to(Instant.ofEpochMilli(15), "order", List.of(REPLY, NEWSLETTER), LOOKBACK);
        var tooLate = Path.to(Instant.ofEpochMilli(121), "order", List.of(REPLY, NEWSLETTER), LOOKBACK);
        var itself = Path.to(Instant.ofEpochMilli(10), "m1", List.of(NEWSLETTER), LOOKBACK);
        // Then
        assertThat(before.touchpoints()).containsExactly(NEWSLETTER);
        assertThat(tooLate.touchpoints()).isEmpty();
        assertThat(itself.touchpoints()).isEmpty();
    }

    @Test
    void givesNoCreditWithoutATouchpoint() {
        // Given
        var path = new Path(List.of(), START);
        // Then
        assertThat(MODELS).allSatisfy(model -> assertThat(model.credits(path)).isEmpty());
    }

    @Test
    void sharesThirdsSoThatTheySumExactly() {
        // Given
        var path = new Path(List.of(at(0), at(1), at(2)), START);
        // Then
        assertThat(shares(new Linear(), path)).containsExactly(333_333L, 333_333L, 333_334L);
        assertThat(shares(PositionBased.U_SHAPED, path)).containsExactly(400_000L, 200_000L, 400_000L);
    }

    @Test
    void givesThePositionsOfAShortPathAllOfIt() {
        // Given
        var one = new Path(List.of(at(0)), START);
        var two = new Path(List.of(at(0), at(1)), START);
        // Then
        assertThat(shares(PositionBased.U_SHAPED, one)).containsExactly(1_000_000L);
        assertThat(shares(PositionBased.U_SHAPED, two)).containsExactly(500_000L, 500_000L);
        assertThat(shares(new PositionBased(30, 10), two)).containsExactly(750_000L, 250_000L);
    }

    @Test
    void halvesCreditWithEveryHalfLife() {
        // Given
        var path = new Path(List.of(at(0), at(7 * 24), at(14 * 24)), START);
        // Then: 1/7, 2/7 and 4/7
        assertThat(shares(TIME_DECAY, path)).containsExactly(142_857L, 285_714L, 571_429L);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void givesWhatItsDefinitionGivesInWhateverOrderTouchpointsAre(long seed) {
        var random = new Random(seed);
        for (var round = 0; round < 200; round++) {
            // Given
            var touchpoints = new ArrayList<PathTouchpoint>();
            for (var i = 0; i < 1 + random.nextInt(50); i++) {
                touchpoints.add(
                        aTouchpoint("m" + i, START.toEpochMilli() + random.nextInt(2_000_000_000), "source-" + i));
            }
            var path = new Path(touchpoints, START.plus(Duration.ofDays(60)));
            Collections.shuffle(touchpoints, random);
            var shuffled = new Path(touchpoints, path.convertedAt());
            for (var model : MODELS) {
                // When
                var credits = model.credits(shuffled);
                // Then
                assertThat(credits).isEqualTo(model.credits(path));
                assertThat(credits.stream()
                                .mapToLong(Credit::getShareMillionths)
                                .sum())
                        .isEqualTo(1_000_000L);
                assertThat(credits).allSatisfy(credit -> assertThat(BigDecimal.valueOf(credit.getShareMillionths()))
                        .isBetween(
                                defined(model, path, credit).subtract(BigDecimal.ONE),
                                defined(model, path, credit).add(BigDecimal.ONE)));
            }
        }
    }

    /** The share of a source in millionths, by the definition of the model, in decimals. */
    private static BigDecimal defined(PathModel model, Path path, Credit credit) {
        var size = path.touchpoints().size();
        Map<String, BigDecimal> weights = new HashMap<>();
        var total = BigDecimal.ZERO;
        for (var i = 0; i < size; i++) {
            var weight = weight(model, path, i);
            weights.put(path.touchpoints().get(i).getSource(), weight);
            total = total.add(weight);
        }
        return weights.getOrDefault(credit.getSource(), BigDecimal.ZERO)
                .multiply(BigDecimal.valueOf(1_000_000))
                .divide(total, MathContext.DECIMAL128);
    }

    private static BigDecimal weight(PathModel model, Path path, int i) {
        var size = path.touchpoints().size();
        var isFirst = i == 0;
        var isLast = i == size - 1;
        return switch (model.name()) {
            case "first" -> BigDecimal.valueOf(isFirst ? 1 : 0);
            case "last" -> BigDecimal.valueOf(isLast ? 1 : 0);
            case "linear" -> BigDecimal.ONE;
            case "position" ->
                size == 1 ? BigDecimal.ONE : BigDecimal.valueOf(isFirst || isLast ? 0.4 : 0.2 / (size - 2));
            default -> {
                var age = Duration.between(path.touchpoints().get(i).getOccurredAt(), path.convertedAt());
                yield BigDecimal.valueOf(Math.exp(
                        -Math.log(2) * age.toMillis() / Duration.ofDays(7).toMillis()));
            }
        };
    }

    private static List<Long> shares(PathModel model, Path path) {
        return model.credits(path).stream().map(Credit::getShareMillionths).toList();
    }

    private static PathTouchpoint at(int hours) {
        return new PathTouchpoint(
                "m" + hours, START.plus(Duration.ofHours(hours)), "utm", "source-" + hours, null, null, null);
    }

    private static PathTouchpoint aTouchpoint(String messageId, long at, String source) {
        return new PathTouchpoint(messageId, Instant.ofEpochMilli(at), "utm", source, null, null, null);
    }
}
