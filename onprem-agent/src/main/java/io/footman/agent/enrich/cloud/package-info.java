/** Finds out in Qlik Cloud what an alert should tell about a tenant's event. */
@NullMarked
package io.footman.agent.enrich.cloud;

import org.jspecify.annotations.NullMarked;
