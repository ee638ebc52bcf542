package dev.rapport.ingestion.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.zip.GZIPOutputStream;

/** Spoils JSON in the ways in which senders and attackers do. Seeded: the same numbers, the same bytes. */
final class BodyMutator {
    private static final int BOMB_BYTES = 50 << 20;
    private static final int DEPTH = 10_000;

    /** Each replaces a value, a name or a piece of text. */
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "[]",
            "{}",
            "[[]]",
            "7",
            "-0",
            "1e999999999",
            "1e-99999999999",
            "1E400",
            "9".repeat(100),
            "9".repeat(5_000),
            "0." + "1".repeat(2_000),
            "\"\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"\\udc00x\"",
            "\"\\ud83d\\u0041\"",
            "\"null\"",
            "\"00000000-0000-0000-0000-000000000000\"",
            "\"2026-02-30T25:61:61Z\"",
            "\"+999999999-01-01T00:00:00Z\"",
            "\"9999999999999999999\"",
            "\"a\\r\\nX-Injected: 1\"",
            "\"" + "x".repeat(40_000) + "\"",
            "{\"$date\":{\"$numberLong\":\"1\"}}",
            "{\"" + "k".repeat(60_000) + "\":1}",
            "{\"a\":1,\"a\":2,\"a\":{\"unsubscribed\":true}}",
            "[" + "0,".repeat(2_600) + "0]",
            "{\"a\":".repeat(DEPTH) + "1" + "}".repeat(DEPTH),
            "[".repeat(DEPTH) + "]".repeat(DEPTH),
            "[".repeat(DEPTH),
            "NaN",
            "-Infinity",
            "'single'",
            "0x10",
            "01",
            "+1",
            "/* comment */1");

    private static final List<byte[]> BYTES = List.of(
            new byte[] {(byte) 0xFF},
            new byte[] {(byte) 0xC0, (byte) 0x80},
            new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
            new byte[] {(byte) 0xF5, (byte) 0x80, (byte) 0x80, (byte) 0x80},
            new byte[] {(byte) 0xE2, (byte) 0x82},
            new byte[] {0},
            new byte[] {'\\'},
            new byte[] {'"'},
            new byte[] {'{'},
            new byte[] {']'},
            new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF});

    private static final byte[] BOMB = gzip(new byte[BOMB_BYTES]);

    private final RandomGenerator random;

    BodyMutator(RandomGenerator random) {
        this.random = random;
    }

    /** A body, most often spoiled once. */
    byte[] of(String json) {
        var body = json;
        for (var times = random.nextInt(3); times > 0; times--) {
            body = withOtherValue(body);
        }
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        return switch (random.nextInt(16)) {
            case 0 -> Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            case 1 -> inserted(bytes, BYTES.get(random.nextInt(BYTES.size())));
            case 2 -> flipped(bytes);
            case 3 -> json.getBytes(StandardCharsets.UTF_16LE);
            case 4 -> gzip(bytes);
            case 5 -> flipped(gzip(bytes));
            case 6 -> truncated(gzip(bytes));
            case 7 -> random.nextInt(50) == 0 ? BOMB.clone() : gzip(gzip(bytes));
            case 8 -> random.nextInt(100) == 0 ? (json + " ".repeat(600_000)).getBytes(StandardCharsets.UTF_8) : bytes;
            case 9 -> doubled(bytes);
            default -> bytes;
        };
    }

    /** A value, or a name, replaced: what stands between two of JSON's marks. */
    private String withOtherValue(String json) {
        var start = random.nextInt(json.length() + 1);
        while (start < json.length() && ":,[{".indexOf(json.charAt(start)) < 0) {
            start++;
        }
        var end = Math.min(json.length(), start + 1);
        while (end < json.length() && ",}]:".indexOf(json.charAt(end)) < 0) {
            end++;
        }
        var value = VALUES.get(random.nextInt(VALUES.size()));
        return json.substring(0, Math.min(start + 1, json.length())) + value + json.substring(end);
    }

    private byte[] inserted(byte[] bytes, byte[] piece) {
        var at = random.nextInt(bytes.length + 1);
        var out = new ByteArrayOutputStream();
        out.write(bytes, 0, at);
        out.writeBytes(piece);
        out.write(bytes, at, bytes.length - at);
        return out.toByteArray();
    }

    private byte[] flipped(byte[] bytes) {
        var copy = bytes.clone();
        for (var times = 1 + random.nextInt(4); times > 0 && copy.length > 0; times--) {
            copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return copy;
    }

    private byte[] truncated(byte[] bytes) {
        return Arrays.copyOf(bytes, random.nextInt(bytes.length));
    }

    private static byte[] doubled(byte[] bytes) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(bytes);
        out.writeBytes(bytes);
        return out.toByteArray();
    }

    private static byte[] gzip(byte[] bytes) {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
