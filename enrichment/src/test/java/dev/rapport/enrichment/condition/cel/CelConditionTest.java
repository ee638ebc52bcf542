package dev.rapport.enrichment.condition.cel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.rapport.enrichment.condition.Condition;
import dev.rapport.enrichment.condition.Context;
import dev.rapport.enrichment.condition.InvalidConditionException;
import dev.rapport.enrichment.condition.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What conditions say of {@link SampleContext}: Ana, who viewed a lamp for 39.90 EUR. */
class CelConditionTest {
    private static final Context ANA = SampleContext.ana();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "true",
                "event.name == 'Product Viewed' && event.type == 'track'",
                "event.properties.price > 20",
                "event.properties.price == 39.9",
                "event.properties.quantity == 2",
                "event.properties.express",
                "event.properties.tags.exists(tag, tag == 'sale')",
                "event.properties.address.city.startsWith('Ber')",
                "event.properties['with space'] == 'yes'",
                "event.products[0].category == 'lamps'",
                "event.products.exists(p, p.price.amount > 39 && p.price.currency == 'EUR')",
                "event.products.all(p, p.quantity >= 1)",
                "event.revenue.amount >= 39.9",
                "event.occurredAt > customer.firstSeenAt + duration('24h')",
                "event.occurredAt.getHours('Europe/Berlin') == 13",
                "event.receivedAt == timestamp('2026-03-20T12:00:00Z')",
                "customer.isKnown && customer.language == 'de'",
                "customer.traits.tier in ['gold', 'silver']",
                "customer.traits.age >= 18 && customer.traits.age < 65.5",
                "customer.eventCount > 10 && customer.orderCount == 3",
                "customer.traits.email.matches('@example[.]com$')",
                "customer.traits.email.matches('(?P<at>@)example')",
                "customer.viewed.size() == 1 && customer.viewed[0].name == 'Lamp'",
                "'lamp-9' in customer.purchased",
                "consent.marketing && !consent.sms",
                "session.eventCount == 4",
                "history.decisions.exists(d, d.campaign == 'welcome' && event.occurredAt - d.at < duration('2h'))",
                "history.lastReplyAt < event.occurredAt",
                "has(customer.traits.tier) && !has(customer.traits.color)",
                "has(event.revenue) && has(event.revenue.amount)"
            })
    void holds(String text) throws InvalidConditionException {
        assertThat(condition(text).matches(ANA)).isEqualTo(new Verdict.Match());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "event.name == 'Order Completed'",
                "customer.traits.tier != 'gold'",
                "has(customer.traits.color)",
                "consent.sms"
            })
    void doesNotHold(String text) throws InvalidConditionException {
        assertThat(condition(text).matches(ANA)).isEqualTo(new Verdict.NoMatch(""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "customer.traits.color == 'red'                          | color",
                "customer.traits.color != 'red'                          | color",
                "!(customer.traits.color == 'red')                       | color",
                "customer.traits['eye color'] == 'red'                   | an item",
                "customer.traits.color == 'red' && customer.isKnown      | color",
                "consent.whatsapp                                        | whatsapp",
                "customer.traits.nothing == 'x'                          | nothing",
                "event.properties.address.street == 'x'                  | street",
                "event.products[7].name == 'x'                           | an item",
                "event.orderId == 'x'                                    | orderId"
            })
    void doesNotHoldWhereItComesDownToWhatIsAbsent(String text, String absent) throws InvalidConditionException {
        assertThat(condition(text).matches(ANA)).isEqualTo(new Verdict.NoMatch(absent));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "customer.traits.color == 'red' || customer.isKnown",
                "customer.isKnown || customer.traits.color == 'red'",
                "!(customer.traits.color == 'red' && !customer.isKnown)",
                "event.products.exists(p, p.brand == 'none' || p.category == 'lamps')",
                "has(customer.traits.color) ? customer.traits.color == 'red' : true"
            })
    void holdsWhereWhatIsAbsentDoesNotMatter(String text) throws InvalidConditionException {
        assertThat(condition(text).matches(ANA)).isEqualTo(new Verdict.Match());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "customer.traits.tier > 3 | a value is of another type than it is compared or computed with",
                "customer.traits.tier | its value is neither true nor false",
                "int(customer.traits.tier) > 1 | a text is not what it is converted to",
                "10 / (customer.orderCount - 3) > 1 | a division by zero",
                "customer.eventCount * 9223372036854775807 > 1 | a number is too large"
            })
    void failsWithoutSayingWhatTheCustomersValueIs(String text, String why) throws InvalidConditionException {
        assertThat(condition(text).matches(ANA)).isEqualTo(new Verdict.Failed(why));
    }

    @Test
    void stopsLoopsThatAreTooLong() throws InvalidConditionException {
        // Given
        var many = condition("event.properties.tags.all(a, event.properties.many.all(b, a != 'x' || b != 1))");
        // When
        var verdict = many.matches(SampleContext.withProperty("many", "[" + "0,".repeat(20_000) + "0]"));
        // Then
        assertThat(verdict).isEqualTo(new Verdict.Failed("its loops take more than 10000 turns"));
    }

    @Test
    void hasNoFieldsOfAnEventWhereThereIsNone() throws InvalidConditionException {
        // Given
        var withoutEvent = Context.of(null, ANA.customer(), ANA.profile(), ANA.json());
        // Then
        assertThat(condition("event.name == 'x'").matches(withoutEvent)).isEqualTo(new Verdict.NoMatch("name"));
        assertThat(condition("has(event.name) || customer.isKnown")
                        .matches(withoutEvent)
                        .isMatch())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "custmer.language == 'de' | 1:1 there is no 'custmer', expected event, customer, consent, session, history; did you mean 'customer'?",
                "customer.langage == 'de' | 1:9 there is no field 'langage'; did you mean 'language'?",
                "now() > event.occurredAt | 1:4 there is no 'now', expected event, customer, consent, session, history",
                "event.name > 3 | 1:12 '>' does not take (string, int)",
                "customer.eventCount | 1:9 must be true or false, not int",
                "event.occurredAt > timestamp('yesterday') | 1:30 is not a condition",
                "event.occurredAt - customer.lastSeenAt > duration('3 days') | 1:51 is not a condition",
                "customer.traits.email.matches('(') | the pattern of matches is not RE2",
                "customer.traits.email.matches('(?=a)b') | the pattern of matches is not RE2",
                "customer.traits.email.matches(customer.traits.pattern) | the pattern of matches must be written out",
                "event.name == 'x' && | 1:21 is not a condition",
                "event.name = 'x' | 1:12 is not a condition",
                "[1].all(a, [1].all(b, [1].all(c, [1].all(d, true)))) | is not a condition",
            })
    void refusesWhatIsNotACondition(String text, String expected) {
        assertThatThrownBy(() -> condition(text.strip()))
                .asInstanceOf(type(InvalidConditionException.class))
                .extracting(e -> e.line() + ":" + e.column() + " " + e.getMessage())
                .asString()
                .contains(expected.strip())
                .doesNotContain("\n");
    }

    @Test
    void pointsIntoTheLineOfALongOne() {
        assertThatThrownBy(() -> condition("customer.isKnown &&\n  custmer.language == 'de'"))
                .isInstanceOfSatisfying(InvalidConditionException.class, e -> {
                    assertThat(e.line()).isEqualTo(2);
                    assertThat(e.column()).isEqualTo(3);
                });
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 5_000})
    void refusesWhatIsNestedTooDeepOrTooLong(int times) {
        assertThatThrownBy(() -> condition("(".repeat(times) + "true" + ")".repeat(times)))
                .isInstanceOf(InvalidConditionException.class);
    }

    @Test
    void isEqualToAnotherOfTheSameText() throws InvalidConditionException {
        assertThat(condition("true")).isEqualTo(condition("true")).isNotEqualTo(condition("false"));
    }

    private static Condition condition(String text) throws InvalidConditionException {
        return CelConditions.OF_CAMPAIGNS.compile(text);
    }
}
