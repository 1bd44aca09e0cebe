/** InfluxDB, versions 1 to 3: each event becomes a point, under Butler's names. */
@NullMarked
package io.footman.agent.destination.influxdb;

import org.jspecify.annotations.NullMarked;
