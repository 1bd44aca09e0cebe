package io.footman.agent.destination.webhook;

import java.util.Map;
import java.util.Optional;

/**
 * What is sent: the fields, or a body made by a template.
 *
 * @param fields in the order in which they are written
 * @param body text of a user's template
 */
record WebhookMessage(Map<String, Object> fields, Optional<String> body) {}
