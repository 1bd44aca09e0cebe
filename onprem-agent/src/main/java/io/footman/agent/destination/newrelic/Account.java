package io.footman.agent.destination.newrelic;

import io.footman.model.settings.Secret;

/**
 * An account of New Relic's.
 *
 * @param id New Relic's number, part of the address of events
 * @param insertKey allows to write into the account
 */
record Account(String id, Secret insertKey) {}
