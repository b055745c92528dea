package dev.windlass.simulator.api;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** An HTTP request, read to its end. */
record ApiRequest(String method, String path, Map<String, String> query, String contentType, byte[] body) {
    static ApiRequest read(HttpExchange exchange) throws IOException {
        var query = new TreeMap<String, String>();
        var text = exchange.getRequestURI().getRawQuery();
        for (var pair : text == null ? new String[0] : text.split("&")) {
            var parts = pair.split("=", 2);
            query.put(decoded(parts[0]), parts.length == 2 ? decoded(parts[1]) : "");
        }
        var type = exchange.getRequestHeaders().getFirst("Content-Type");
        return new ApiRequest(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath().replaceFirst("(?<=.)/$", ""),
                query,
                type == null ? "" : type,
                exchange.getRequestBody().readAllBytes());
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    boolean isWatch() {
        var watch = query.getOrDefault("watch", "");
        return watch.equals("true") || watch.equals("1");
    }
}
