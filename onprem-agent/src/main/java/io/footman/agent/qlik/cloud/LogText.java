package io.footman.agent.qlik.cloud;

/**
 * A script log (Qlik Cloud API §4.5).
 *
 * @param text the log, or its start and end with a mark between when it is very long
 * @param lines lines of the whole log
 * @param characters characters of the whole log
 */
public record LogText(String text, long lines, long characters) {}
