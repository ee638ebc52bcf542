package dev.rapport.scoring.api;

import static dev.rapport.schemas.topic.Topics.DECISIONS;
import static dev.rapport.schemas.topic.Topics.IDENTITIES;
import static dev.rapport.schemas.topic.Topics.PROFILES;
import static dev.rapport.schemas.topic.Topics.REPLIES;
import static dev.rapport.testkit.record.Records.BROWSER;
import static dev.rapport.testkit.record.Records.CUSTOMER;
import static dev.rapport.testkit.record.Records.NOW;
import static dev.rapport.testkit.record.Records.USER;
import static dev.rapport.testkit.record.Records.aDecision;
import static dev.rapport.testkit.record.Records.aProfile;
import static dev.rapport.testkit.record.ReplyRecords.aReply;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rapport.schemas.Identity;
import dev.rapport.schemas.IdentityState;
import dev.rapport.testkit.record.Customers;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The customer is found by any identifier: docs/adr/0078. */
final class CustomersResourceTest {
    private static final String DEVICE = Customers.of(BROWSER);

    private final TestingApi api = new TestingApi();

    @BeforeEach
    void know() {
        api.pipe(PROFILES, CUSTOMER, aProfile().build());
        api.pipe(DECISIONS, CUSTOMER, aDecision().build());
    }

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void findsACustomerByIdAndByUserId() throws IOException, InterruptedException {
        // When
        var byId = customer(CUSTOMER);
        var byUser = customer(USER);
        // Then
        assertThat(byUser).isEqualTo(byId);
        assertThat(byUser.path("customerId").asText()).isEqualTo(CUSTOMER);
        assertThat(byUser.at("/profile/userId").asText()).isEqualTo(USER);
        assertThat(byUser.path("decisions")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "ada@example.com", "ada lovelace", "ada+news"})
    void findsACustomerWhoseUserIdHasCharactersOfAPath(String user) throws IOException, InterruptedException {
        // Given
        var id = Customers.of(user);
        api.pipe(PROFILES, id, aProfile().setCustomerId(id).setUserId(user).build());
        // When
        var customer = customer(URLEncoder.encode(user, StandardCharsets.UTF_8).replace("+", "%20"));
        // Then
        assertThat(customer.path("customerId").asText()).isEqualTo(id);
    }

    @Test
    void followsMergesToTheCustomerWhoStays() throws IOException, InterruptedException {
        // Given: what the browser was told before it was merged, on two steps
        api.pipe(
                DECISIONS,
                DEVICE,
                aDecision()
                        .setCustomerId(DEVICE)
                        .setDecisionId("before")
                        .setDecidedAt(NOW.minusSeconds(60))
                        .build());
        api.pipe(REPLIES, DEVICE, aReply().setCustomerId(DEVICE).build());
        api.pipe(IDENTITIES, DEVICE, merged(DEVICE, Customers.of("old-user")));
        api.pipe(IDENTITIES, Customers.of("old-user"), merged(Customers.of("old-user"), CUSTOMER));
        // When
        var byBrowser = customer(BROWSER);
        // Then
        assertThat(byBrowser)
                .isEqualTo(customer(CUSTOMER))
                .isEqualTo(customer(DEVICE))
                .isEqualTo(customer("old-user"));
        assertThat(byBrowser.path("customerId").asText()).isEqualTo(CUSTOMER);
        assertThat(byBrowser.path("decisions"))
                .extracting(decision -> decision.path("decisionId").asText())
                .endsWith("before")
                .hasSize(2);
        assertThat(byBrowser.path("replies")).hasSize(1);
    }

    @Test
    void givesBackWhatWasUnmerged() throws IOException, InterruptedException {
        // Given
        api.pipe(
                DECISIONS,
                DEVICE,
                aDecision().setCustomerId(DEVICE).setDecisionId("before").build());
        api.pipe(IDENTITIES, DEVICE, merged(DEVICE, CUSTOMER));
        // When
        api.pipe(IDENTITIES, DEVICE, identity(DEVICE, DEVICE, IdentityState.UNMERGED));
        // Then
        assertThat(customer(BROWSER).path("customerId").asText()).isEqualTo(DEVICE);
        assertThat(customer(USER).path("decisions")).hasSize(1);
    }

    @Test
    void endsACircleOfMergesAtTheSmallestId() throws IOException, InterruptedException {
        // Given: of a circle enrichment publishes the profile of the smallest id
        var stays = Collections.min(List.of(DEVICE, CUSTOMER));
        api.pipe(PROFILES, stays, aProfile().setCustomerId(stays).build());
        api.pipe(IDENTITIES, DEVICE, merged(DEVICE, CUSTOMER));
        // When
        api.pipe(IDENTITIES, CUSTOMER, merged(CUSTOMER, DEVICE));
        // Then
        var byBrowser = customer(BROWSER);
        assertThat(byBrowser).isEqualTo(customer(USER));
        assertThat(byBrowser.path("customerId").asText()).isEqualTo(stays);
        assertThat(byBrowser.path("decisions")).hasSize(1);
    }

    @Test
    void knowsACircleOfMergesBeforeItsProfileIsPublished() throws IOException, InterruptedException {
        // Given
        api.pipe(IDENTITIES, DEVICE, merged(DEVICE, CUSTOMER));
        // When
        api.pipe(IDENTITIES, CUSTOMER, merged(CUSTOMER, DEVICE));
        // Then
        assertThat(customer(BROWSER).path("decisions")).hasSize(1);
        assertThat(customer(USER)).isEqualTo(customer(BROWSER));
    }

    @Test
    void saysThatAnIdIsUnknown() throws IOException, InterruptedException {
        // When
        var answer = api.get("/api/v1/customers/unheard-of");
        // Then
        assertThat(answer.statusCode()).isEqualTo(404);
    }

    private JsonNode customer(String id) throws IOException, InterruptedException {
        return api.json("/api/v1/customers/" + id);
    }

    private static Identity merged(String fragment, String customer) {
        return identity(fragment, customer, IdentityState.MERGED);
    }

    private static Identity identity(String fragment, String customer, IdentityState state) {
        return Identity.newBuilder()
                .setFragmentId(fragment)
                .setCustomerId(customer)
                .setState(state)
                .setChangedAt(NOW)
                .build();
    }
}
