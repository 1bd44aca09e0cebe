package io.footman.agent.rest;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a route of the REST API. A route without this mark is not served there; one with it is served if its endpoint is
 * switched on and the caller has the scope.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Offered {
    /** What it belongs to. */
    Endpoint value();
}
