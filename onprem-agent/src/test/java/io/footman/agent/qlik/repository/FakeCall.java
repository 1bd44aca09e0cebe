package io.footman.agent.qlik.repository;

import java.util.Map;

/**
 * One call of the repository, decoded.
 *
 * @param path behind {@code /qrs/}, decoded: {@code task/full}
 * @param query without the xrfkey, decoded
 * @param route the path with its variable parts as names: {@code GET reloadtask/{id}/scriptlog}
 */
public record FakeCall(String method, String path, Map<String, String> query, String route) {}
