package dev.windlass.cli.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Where the planner's HTTP API is. */
public record ServerAddress(URI base) {
    /** Where windlass serve listens on this host. */
    public static final ServerAddress LOCAL = parse("http://127.0.0.1:8480");

    /**
     * Reads http://host:port, also without the scheme.
     *
     * @throws CommandFailed when it is something else
     */
    public static ServerAddress parse(String text) {
        var full = text.contains("://") ? text : "http://" + text;
        try {
            var uri = new URI(full.endsWith("/") ? full.substring(0, full.length() - 1) : full);
            var web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (web && uri.getHost() != null && uri.getQuery() == null) {
                return new ServerAddress(uri);
            }
        } catch (URISyntaxException e) {
            // It is said below, with the form that is right.
        }
        throw new CommandFailed(
                ExitCode.USAGE, "'%s' is not an address".formatted(text), "use a form such as http://127.0.0.1:8480");
    }

    URI at(String path) {
        return URI.create(base + path);
    }

    static String quoted(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public String toString() {
        return base.toString();
    }
}
