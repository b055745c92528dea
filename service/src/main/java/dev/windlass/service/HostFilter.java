package dev.windlass.service;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import org.jspecify.annotations.Nullable;

/** Refuses what was sent to another host's name, whatever it asks for. A request without a name is not a browser's. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Requires(beans = OwnHosts.class)
final class HostFilter {
    private static final MediaType PROBLEM = new MediaType("application/problem+json");
    private static final String FOREIGN = """
            {"type":"urn:windlass:problem:foreign-host","title":"Forbidden","status":403,\
            "detail":"the header Host names another host than this one, and this service listens on this host alone",\
            "code":"foreign-host","hint":"ask localhost, 127.0.0.1 or [::1]; a proxy in between must send one of these as the host"}""";

    private final OwnHosts own;

    HostFilter(OwnHosts own) {
        this.own = own;
    }

    @RequestFilter
    @Nullable
    HttpResponse<?> refuseForeign(HttpRequest<?> request) {
        var host = request.getHeaders().get(HttpHeaders.HOST);
        return host == null || own.include(host)
                ? null
                : HttpResponse.status(HttpStatus.FORBIDDEN).body(FOREIGN).contentType(PROBLEM);
    }
}
