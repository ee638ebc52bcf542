package dev.rapport.runtime.consent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.runtime.consent.json.LenientJson;
import dev.rapport.schemas.EventType;
import dev.rapport.schemas.SuppressionReason;
import dev.rapport.schemas.Withdrawal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConsentReaderTest {
    private final ConsentReader reader = new ConsentReader();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "false",
                "'false'",
                "'No'",
                "' OFF '",
                "0",
                "0.0",
                "'0'",
                "'withdrawn'",
                "'DENIED'",
                "'opted_out'",
                "'Opt-Out'",
                "'unsubscribed'",
                "{'granted':false,'at':'2026-01-01'}",
                "{'status':'revoked'}",
                "{'granted':0}",
                "{'email':{'granted':false}}",
                "{'email':{'granted':[{'value':'no'}]}}",
                "[false]",
                "'\u200Bno\u00A0'",
                "'opted\u00A0out'"
            })
    void takesEveryFormOfANoForOne(String value) {
        // When
        var words = identify("{'traits':{'consents':{'marketing':" + value + "}}}");
        // Then
        assertThat(words.stated()).isEqualTo(Map.of("marketing", false));
        assertThat(words.problem()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"'yes'", "'true'", "1", "'granted'", "[]", "{}", "{'granted':true}", "''"})
    void takesNothingButTrueForAYes(String value) {
        // When
        var words = identify("{'traits':{'consents':{'marketing':" + value + ",'sale':true}}}");
        // Then
        assertThat(words.stated()).isEqualTo(Map.of("sale", true));
        assertThat(words.problem())
                .contains(new ConsentWords.Problem("traits.consents.marketing", "must be true or false"));
    }

    @Test
    void hearsANoBesideWhatCannotBeRead() {
        // When
        var words = identify("{'traits':{'consents':{'analytics':'perhaps','marketing':false}},'context':5}");
        // Then
        assertThat(words.withdrawal()).contains(new Withdrawal(List.of("marketing"), List.of(), null, List.of()));
        assertThat(words.problem()).contains(new ConsentWords.Problem("context", "must be an object"));
    }

    @Test
    void hearsANoForAllOfThem() {
        assertThat(identify("{'traits':{'consents':false}}").stated()).isEqualTo(Map.of("marketing", false));
        assertThat(identify("{'traits':{'consents':'none'}}").stated()).isEqualTo(Map.of("marketing", false));
    }

    @Test
    void readsConsentsOfAnIdentifyCallWhereverItsTraitsAre() {
        // When
        var words = identify("{'context':{'traits':{'consents':{'marketing':true,'sms':false}}},"
                + "'traits':{'consents':{'marketing':false}}}");
        // Then
        assertThat(words.stated()).isEqualTo(Map.of("marketing", false, "sms", false));
    }

    @Test
    void takesTraitsCarriedAlongForANoOnly() {
        // When
        var words = read(
                EventType.TRACK,
                "Product Viewed",
                "{'context':{'traits':{'consents':{'marketing':false,'analytics':true}}}}");
        // Then
        assertThat(words.stated()).isEmpty();
        assertThat(words.carried()).isEqualTo(Map.of("marketing", false));
    }

    @Test
    void hearsANoThatIsOnALongList() {
        // When
        var words = identify("{'traits':{'consents':[{'category':'Marketing','granted':false},"
                + "{'name':'none','status':'withdrawn'},{'purpose':'sms','value':0}]}}");
        // Then
        assertThat(words.stated()).isEqualTo(Map.of("marketing", false, "none", false, "sms", false));
        assertThat(words.problem()).isEmpty();
    }

    @Test
    void takesNoYesFromAList() {
        // When
        var words = identify("{'traits':{'consents':[{'category':'marketing','granted':true},"
                + "{'category':'sale','granted':false}]}}");
        // Then
        assertThat(words.stated()).isEqualTo(Map.of("sale", false));
        assertThat(words.problem()).contains(new ConsentWords.Problem("traits.consents", "must be an object"));
    }

    @Test
    void hearsANoOfAListWithoutNames() {
        assertThat(identify("{'traits':{'consents':['none']}}").stated()).isEqualTo(Map.of("marketing", false));
    }

    @ParameterizedTest
    @EnumSource(names = {"TRACK", "PAGE", "SCREEN", "GROUP", "ALIAS"})
    void hearsANoThatTravelsWithAnyCall(EventType type) {
        assertThat(read(type, null, "{'context':{'traits':{'consents':[{'category':'marketing','granted':false}]}}}")
                        .carried())
                .isEqualTo(Map.of("marketing", false));
        assertThat(read(type, null, "{'context':{'traits':{'consents':{'marketing':false}}}}")
                        .carried())
                .isEqualTo(Map.of("marketing", false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"marketing\u00A0", "mark\u200Beting", "marketing\0", "\uFEFFMarketing", "marke\u00ADting"})
    void takesCategoriesThatLookTheSameForOne(String category) {
        assertThat(identify("{'traits':{'consents':{'" + category + "':false,'marketing':true}}}")
                        .stated())
                .isEqualTo(Map.of("marketing", false));
    }

    @Test
    void takesSpellingsOfACategoryForOne() {
        assertThat(identify("{'traits':{'consents':{' Marketing ':true,'MARKETING':false}}}")
                        .stated())
                .isEqualTo(Map.of("marketing", false));
    }

    @Test
    void statesThePreferencesOfAnUpdate() {
        // When
        var words = read(
                EventType.TRACK,
                "Segment Consent Preference Updated",
                "{'context':{'consent':{'categoryPreferences':{'marketing':false}}}}");
        // Then
        assertThat(words.stated()).isEqualTo(Map.of("marketing", false));
        assertThat(words.withdrawal()).contains(new Withdrawal(List.of("marketing"), List.of(), null, List.of()));
    }

    @Test
    void keepsWhatCampaignsGoByInACrowdOfCategories() {
        // Given
        var many = IntStream.range(0, 500).mapToObj(n -> "'a" + n + "':false").collect(Collectors.joining(","));
        // When
        var words = identify("{'traits':{'consents':{" + many + ",'marketing':false}}}");
        // Then
        assertThat(words.withdrawal()).isPresent();
        assertThat(words.withdrawal().orElseThrow().getStated())
                .hasSize(ConsentWords.MAX_WITHDRAWN)
                .contains("marketing");
        assertThat(words.problem()).isPresent();
    }

    @Test
    void readsItsOwnWithdrawalsBack() {
        // Given
        var words = identify("{'traits':{'consents':{'marketing':false,'sale':true}},"
                + "'context':{'consent':{'categoryPreferences':{'ads':false}}}}");
        // When
        var read = words.withdrawal().map(ConsentWords::of);
        // Then
        assertThat(read)
                .contains(new ConsentWords(
                        Map.of("marketing", false),
                        Map.of("ads", false),
                        Optional.empty(),
                        List.of(),
                        Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({
        "Unsubscribed, marketing",
        "unsubscribed, marketing",
        "UNSUBSCRIBE, marketing",
        "Email Unsubscribed, email",
        "email_unsubscribed, email",
        "E-Mail  Unsubscribed, email",
        "EmailUnsubscribed, email",
        "emailUnSubscribe, email",
        "users.messages.email.Unsubscribe, email",
        "Unsubscribed from Email Marketing, email",
        "Unsubscribed from List, marketing",
        "group_unsubscribe, marketing",
        "SMS Unsubscribed, sms",
        "Unsubscribed from SMS Marketing, sms",
        "SMS Opted Out, sms",
        "Push Unsubscribed, push",
        "Push Notifications Disabled, push",
        "WhatsApp Opt-Out, whatsapp",
        "Subscription Cancelled, marketing",
        "Newsletter Subscription Canceled, email",
        "Email Marked as Spam, email marketing",
        "Marked Email as Spam, email marketing",
        "users.messages.email.MarkAsSpam, email marketing",
        "spamreport, marketing",
        "emailComplaint, email marketing",
        "Email Bounced, email",
        "Bounced Email, email",
        "Email Hard Bounced, email",
        "Opted Out of Marketing, marketing",
        "Opted out of emails, email",
        "Opted out of SMS, sms",
        "Opted out of receiving promotional emails, email",
        "You have been unsubscribed, marketing",
        "Unsubscribed from our newsletter, email",
        "Unsubscribed from all newsletters, email",
        "Unsubscribe from this list, marketing",
        "Unsubscribe Request, marketing",
        "Consent Declined, marketing",
        "Marketing Consent Denied, marketing",
        "Withdrew Consent, marketing",
        "Withdrew consent to SMS, sms",
        "Contact Opted Out, marketing",
        "Email Preferences Unsubscribed, email",
        "GDPR Opt-Out, marketing",
        "email_unsubscribe_event, email",
        "Newsletter Cancelled, email",
        "Cancelled Newsletter, email",
        "Mailing List Canceled, marketing",
    })
    void hearsANoInTheNameOfAnEvent(String name, String withdrawn) {
        // When
        var words = read(EventType.TRACK, name, "{}");
        // Then
        assertThat(words.stated()).containsOnlyKeys(withdrawn.split(" ")).doesNotContainValue(true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Email Opened",
                "Email Soft Bounced",
                "users.messages.email.SoftBounce",
                "Bounce",
                "Video Stopped",
                "Stop",
                "Subscribed",
                "Email Subscribed",
                "Unsubscribe Page Viewed",
                "Notifications Disabled For Product",
                "Order Cancelled",
                "Cancelled",
                "Event Cancelled",
                "Email Cancelled",
                "Opted In",
                "Opted In to Marketing",
                "Resubscribed",
                "Unsubscribe Link Viewed",
                "Unsubscribe Form Viewed",
                "Not Unsubscribed",
                "Consent Given",
                "Cookie Consent Declined",
                "Contact Disabled",
                "Newsletter Order Cancelled"
            })
    void hearsNoNoInOtherNames(String name) {
        assertThat(read(EventType.TRACK, name, "{}").stated()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"PAGE, Unsubscribed", "SCREEN, Email Unsubscribed", "PAGE, You have opted out of email"})
    void hearsANoInTheNameOfAPage(EventType type, String name) {
        // When
        var words = read(type, null, "{'name':'" + name + "'}");
        // Then
        assertThat(words.stated()).hasSize(1).doesNotContainValue(true);
        assertThat(words.suppression()).contains(SuppressionReason.UNSUBSCRIBED);
    }

    /** There it may be said: nobody has said it yet. */
    @ParameterizedTest
    @ValueSource(strings = {"Unsubscribe", "Opt-Out", "Unsubscribe Page", "Spam", "Stop SMS", "Consent Withdrawal"})
    void takesThePageWhereANoIsSaidForNone(String name) {
        assertThat(read(EventType.PAGE, name, "{'name':'" + name + "'}").stated())
                .isEmpty();
    }

    @Test
    void tellsAListFromASubscriptionThatIsPaidFor() {
        assertThat(read(EventType.TRACK, "Subscription Cancelled", "{'properties':{'list_id':7}}")
                        .stated())
                .isEqualTo(Map.of("marketing", false));
        assertThat(read(EventType.TRACK, "Subscription Cancelled", "{'properties':{'plan':'gold','price':9}}")
                        .stated())
                .isEmpty();
    }

    @Test
    void goesByTheNameOfABounceFirst() {
        assertThat(read(EventType.TRACK, "Email Hard Bounced", "{'properties':{'type':'soft'}}")
                        .suppression())
                .contains(SuppressionReason.BOUNCED);
    }

    @Test
    void takesACancelledNewsletterWithAPriceForAPurchase() {
        assertThat(read(EventType.TRACK, "Newsletter Cancelled", "{'properties':{'plan':'gold'}}")
                        .stated())
                .isEmpty();
    }

    @Test
    void tellsABounceThatPassesFromOneThatStays() {
        assertThat(read(EventType.TRACK, "Email Bounced", "{'properties':{'bounce_type':'Soft'}}")
                        .stated())
                .isEmpty();
        assertThat(read(EventType.TRACK, "Email Bounced", "{'properties':{'type':'hard'}}")
                        .stated())
                .isEqualTo(Map.of("email", false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'unsubscribed':true} | marketing",
                "{'unsubscribed_from_emails':true} | email",
                "{'email_subscribe':'unsubscribed'} | email",
                "{'push_subscribe':'unsubscribed'} | push",
                "{'unsubscribed':true,'consents':{'marketing':true}} | marketing",
                "{'unsubscribed':1} | marketing",
                "{'unsubscribed':'yes'} | marketing",
                "{'accepts_marketing':false} | marketing",
                "{'acceptsMarketing':'false'} | marketing",
                "{'email_marketing_consent':{'state':'unsubscribed'}} | email",
                "{'email_opt_out':true} | email",
                "{'HasOptedOutOfEmail':true} | email",
                "{'hs_email_optout':'true'} | email",
                "{'hs_email_optout_9182736':'true'} | email",
                "{'sms_opt_out':1} | sms",
            })
    void hearsTheNoOfAPlatformsOwnTraits(String traits, String withdrawn) {
        assertThat(identify("{'traits':" + traits + "}").stated()).isEqualTo(Map.of(withdrawn, false));
    }

    @Test
    void takesThePlatformsOwnTraitsForNoYes() {
        assertThat(identify("{'traits':{'unsubscribed':false,'email_subscribe':'opted_in','accepts_marketing':true,"
                                + "'email_opt_out':0,'HasOptedOutOfEmail':null}}")
                        .stated())
                .isEmpty();
    }

    private ConsentWords identify(String json) {
        return read(EventType.IDENTIFY, null, json);
    }

    private ConsentWords read(EventType type, @Nullable String name, String json) {
        return reader.read(
                type, name, LenientJson.object(json.replace('\'', '"').getBytes(UTF_8)));
    }
}
