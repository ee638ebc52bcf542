package dev.rapport.inference.reply.guardrail;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** That a text leads nowhere the prompt or the campaign did not. */
final class UnknownLinks implements Guardrail {
    /** With a scheme or www, or a host whose end is a usual one; lower case, for {@code today.Shop} is a missing space. */
    private static final Pattern LINK = Pattern.compile("(?i:https?://|www\\.)[\\w\\-./?=&%#~:+,;@!$*]+"
            + "|(?<![@\\w.-])(?:[A-Za-z0-9-]++\\.){1,8}(?:com|net|org|io|co|shop|store|app|info|biz|me|ly|cn|uk|de|fr|eu|ru"
            + "|jp|us|xyz|online|site|top|club|link|example)\\b(?![.-]?\\w)(?:/[\\w\\-./?=&%#~:+,;@!$*]*)?");

    private static final Pattern DECORATION = Pattern.compile("^(?:https?://|www\\.)++|(?<![.,;:!?/*])[.,;:!?/*]++$");

    private final List<String> allowed;

    /** @param allowed hosts, which include their subdomains, or the beginnings of paths */
    UnknownLinks(List<String> allowed) {
        this.allowed = allowed.stream().map(UnknownLinks::bare).toList();
    }

    @Override
    public Optional<Verdict> check(CandidateText candidate) {
        var links = links(candidate.withoutNames());
        if (links.isEmpty()) {
            return Optional.empty();
        }
        var known = links(candidate.facts().known());
        return Guardrail.failsIf(
                links.stream()
                        .anyMatch(link -> !known.contains(link)
                                && known.stream().noneMatch(fact -> host(fact).equals(link))
                                && allowed.stream().noneMatch(place -> leadsTo(link, place))),
                Verdict.UNKNOWN_LINK);
    }

    private static Set<String> links(String text) {
        return LINK.matcher(text)
                .results()
                .map(MatchResult::group)
                .map(UnknownLinks::bare)
                .collect(Collectors.toSet());
    }

    private static boolean leadsTo(String link, String place) {
        var slash = place.indexOf('/');
        if (slash < 0) {
            var host = host(link);
            return host.equals(place) || host.endsWith("." + place);
        }
        return link.equals(place) || link.startsWith(place + "/") || link.startsWith(place + "?");
    }

    private static String host(String link) {
        return link.split("[/?#:]", 2)[0];
    }

    /** Without scheme, www and what ends a sentence. */
    private static String bare(String link) {
        var lower = link.strip().toLowerCase(Locale.ROOT);
        String before;
        do {
            before = lower;
            lower = DECORATION.matcher(lower).replaceAll("");
        } while (!lower.equals(before));
        return lower;
    }
}
