package dev.rapport.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.runtime.http.AccessRules.Caller;
import dev.rapport.runtime.http.AccessRules.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class AccessRulesTest {
    private static final Tokens TOKENS = Tokens.parse(
            "reader read a-token-of-reader\nreviewer review a-token-of-reviewer\nboss operate a-token-of-boss-1");

    private final AccessRules rules = new AccessRules(true, false, new HostNames(List.of()));

    @ParameterizedTest
    @CsvSource({
        "READ,a-token-of-reader,200",
        "REVIEW,a-token-of-reader,403",
        "OPERATE,a-token-of-reader,403",
        "READ,a-token-of-reviewer,200",
        "REVIEW,a-token-of-reviewer,200",
        "OPERATE,a-token-of-reviewer,403",
        "OPERATE,a-token-of-boss-1,200",
        "READ,a-token-of-nobody,401",
        "READ,,401",
        "CAPTURE,,200",
        "PROBE,,200"
    })
    void tokensGiveTheirRoleAndThoseBelow(Role role, String token, int status) {
        // Given a caller of this machine, which is not enough where there are tokens
        var caller = new Caller(Optional.ofNullable(token), true, false, Optional.of("evil.example"));
        // When
        var verdict = rules.decide(role, caller, Optional.of(TOKENS));
        // Then
        assertThat(status(verdict)).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        // listens on loopback, open, local, forwarded, READ, OPERATE
        "true,false,true,false,200,200",
        "true,false,true,true,200,403",
        "false,false,true,false,200,200",
        "false,false,true,true,403,403",
        "false,false,false,false,403,403",
        "false,true,false,true,200,200"
    })
    void withoutTokensTheAddressDecides(
            boolean loopback, boolean open, boolean local, boolean forwarded, int read, int operate) {
        // Given
        var byAddress = new AccessRules(loopback, open, new HostNames(List.of()));
        var caller = new Caller(Optional.empty(), local, forwarded, Optional.of("localhost:8080"));
        // When
        var reading = byAddress.decide(Role.READ, caller, Optional.empty());
        var operating = byAddress.decide(Role.OPERATE, caller, Optional.empty());
        // Then
        assertThat(status(reading)).isEqualTo(read);
        assertThat(status(operating)).isEqualTo(operate);
    }

    @ParameterizedTest
    @CsvSource({
        // host, listens on loopback, open, names of the server, READ
        "localhost:8080,true,false,,200",
        "LOCALHOST.,true,false,,200",
        "shop.localhost,true,false,,200",
        "127.0.0.1:8080,true,false,,200",
        "127.1.2.3,false,false,,200",
        "[::1]:8080,true,false,,200",
        "172.18.0.5:8081,false,true,scoring,200",
        ",true,false,,200",
        "evil.example:8080,true,false,,421",
        "evil.example,false,false,,421",
        "localhost.evil.example,true,false,,421",
        "127.0.0.1.evil.example,true,false,,421",
        "rapport.example:8080,true,false,rapport.example,200",
        "evil.example,true,false,rapport.example,421",
        "scoring:8082,false,true,,200",
        "evil.example,false,true,scoring,421",
        "scoring:8082,false,true,scoring,200"
    })
    void withoutTokensAPageThatRebindsItsNameIsRefused(
            String host, boolean loopback, boolean open, String name, int status) {
        // Given
        var names = new HostNames(Stream.ofNullable(name).toList());
        var caller = new Caller(Optional.empty(), true, false, Optional.ofNullable(host));
        // When
        var verdict = new AccessRules(loopback, open, names).decide(Role.READ, caller, Optional.empty());
        // Then
        assertThat(status(verdict)).isEqualTo(status);
    }

    @ParameterizedTest
    @EnumSource(names = {"PROBE", "CAPTURE"})
    void noTokenOpensWhatItIsNotFor(Role role) {
        // When, Then
        assertThat(Role.OPERATE.includes(role)).isFalse();
    }

    private static int status(Verdict verdict) {
        return verdict instanceof Verdict.Refused refused ? refused.status() : 200;
    }
}
