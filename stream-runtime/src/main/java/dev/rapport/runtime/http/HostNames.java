package dev.rapport.runtime.http;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Names that a server is called by. A page of another site can have its own name lead to an address of this machine and
 * then reads what the server answers as its own (DNS rebinding); the name that it asked for is in {@code Host}.
 */
final class HostNames {
    private static final Pattern PORT = Pattern.compile(":\\d*$");
    /** Names that every machine gives itself, and addresses: what is no name cannot lead elsewhere first. */
    private static final Pattern SAFE =
            Pattern.compile("localhost|.+\\.localhost|\\d{1,3}(?:\\.\\d{1,3}){3}|\\[[0-9a-f:.]+]");

    private final Set<String> configured;

    /** @param configured beside localhost and addresses, without ports */
    HostNames(List<String> configured) {
        this.configured = configured.stream().map(HostNames::bare).collect(Collectors.toUnmodifiableSet());
    }

    boolean areConfigured() {
        return !configured.isEmpty();
    }

    /** Whether a value of {@code Host}, with or without a port, is one of these names, localhost or an address. */
    boolean include(String host) {
        var name = bare(host);
        return configured.contains(name) || SAFE.matcher(name).matches();
    }

    private static String bare(String host) {
        var name = PORT.matcher(host.strip().toLowerCase(Locale.ROOT)).replaceFirst("");
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }
}
