package dev.rapport.runtime.http;

import java.util.Map;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Headers that every answer has, errors included. A route may set another {@code Cache-Control}: answers hold personal
 * data unless it knows better. The content security policy allows a page the scripts, styles and calls of its own server
 * and no inline code; a page that needs more is wrong.
 */
final class SecurityHeaders extends Handler.Wrapper {
    static final Map<String, String> ALWAYS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
                    + " base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "X-Frame-Options",
            "DENY",
            "Referrer-Policy",
            "no-referrer",
            "Cache-Control",
            "no-store");

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        ALWAYS.forEach(response.getHeaders()::put);
        return super.handle(request, response, callback);
    }
}
