package dev.rapport.ingestion.fuzz;

import java.util.List;
import java.util.function.Function;

/**
 * What a fuzzer may send to: a path and good bodies for it, which it spoils.
 *
 * @param headers   one a line, without line ends
 * @param odd       headers that some requests have as well
 * @param signature further headers, made for the bytes that are sent
 */
record FuzzedEndpoint(
        String method,
        String path,
        List<String> headers,
        List<String> odd,
        List<String> bodies,
        Function<byte[], List<String>> signature) {
    FuzzedEndpoint {
        headers = List.copyOf(headers);
        odd = List.copyOf(odd);
        bodies = List.copyOf(bodies);
    }

    static FuzzedEndpoint post(String path, List<String> headers, String... bodies) {
        return of("POST", path, headers, bodies);
    }

    static FuzzedEndpoint of(String method, String path, List<String> headers, String... bodies) {
        return new FuzzedEndpoint(method, path, headers, List.of(), List.of(bodies), body -> List.of());
    }

    FuzzedEndpoint withOdd(List<String> more) {
        return new FuzzedEndpoint(method, path, headers, more, bodies, signature);
    }

    FuzzedEndpoint signed(Function<byte[], List<String>> by) {
        return new FuzzedEndpoint(method, path, headers, odd, bodies, by);
    }
}
