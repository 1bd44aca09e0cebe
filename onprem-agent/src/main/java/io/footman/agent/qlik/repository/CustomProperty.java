package io.footman.agent.qlik.repository;

/** One value of a custom property; a property with several values comes several times. */
public record CustomProperty(String name, String value) {}
