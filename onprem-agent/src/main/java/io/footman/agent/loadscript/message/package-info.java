/** Endpoints that pass messages of load scripts on: to Slack, Teams, MQTT and New Relic (Butler REST API §3.8, §3.9). */
@NullMarked
package io.footman.agent.loadscript.message;

import org.jspecify.annotations.NullMarked;
