package io.footman.quickstart;

import java.nio.file.Path;
import java.util.List;

/**
 * One message that Footman sent and the quickstart caught.
 *
 * @param kind {@code e-mail}, {@code slack}, {@code teams} or {@code webhook}
 * @param files where it is kept, best one to look at first
 * @param text what a person reads in it
 */
record Captured(String kind, List<Path> files, String text) {}
