package io.footman.gateway.kit;

import java.util.Map;

/**
 * An HTTP response.
 *
 * @param headers names in lower case
 */
public record Reply(int status, Map<String, String> headers, String body) {}
