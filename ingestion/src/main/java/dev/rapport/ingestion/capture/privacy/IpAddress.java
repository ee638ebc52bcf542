package dev.rapport.ingestion.capture.privacy;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** IP addresses as senders write them. */
final class IpAddress {
    /** Bits that stay: of a network, not of a household. */
    private static final int V4_BYTES = 3;

    private static final int V6_BYTES = 6;
    private static final int MAX_LENGTH = 60;

    /** Four numbers; the platform would take fewer, and names, which it would look up. */
    private static final Pattern V4 = Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}");

    private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:]*:[0-9a-fA-F:]*(?:\\d{1,3}(?:\\.\\d{1,3}){3})?");

    private IpAddress() {}

    /** The address of its /24, of an IPv6 address its /48; empty for what is not an address. */
    static Optional<String> truncated(String written) {
        var text = written.strip();
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        var isV6 = V6.matcher(text).matches();
        if (!isV6 && !V4.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            // Only literals come here: nothing is looked up. An IPv4 address in IPv6 form becomes one of IPv4.
            var address = InetAddress.getByName(isV6 ? "[" + text + "]" : text);
            var bytes = address.getAddress();
            Arrays.fill(bytes, address instanceof Inet4Address ? V4_BYTES : V6_BYTES, bytes.length, (byte) 0);
            return Optional.of(InetAddress.getByAddress(bytes).getHostAddress());
        } catch (UnknownHostException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
