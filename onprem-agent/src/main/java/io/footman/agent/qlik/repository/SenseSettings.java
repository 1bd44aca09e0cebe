package io.footman.agent.qlik.repository;

import io.footman.model.settings.Settings;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * A client-managed site: section {@code footman.qlik-sense}.
 *
 * @param name the site's name in rules, logs and events
 * @param repository how the repository is asked; without it nothing is looked up
 * @param deadline an alert waits no longer for its look-ups
 * @param distributionDeadline a distribution is followed no longer
 * @param links where messages lead to
 */
public record SenseSettings(
        String name,
        Optional<RepositorySettings> repository,
        Duration deadline,
        Duration distributionDeadline,
        SiteLinks links) {
    public static final String NAME = "qlik-sense";
    /** Bridges a restart of the repository service; an alert is not held back longer. */
    public static final Duration DEADLINE = Duration.ofMinutes(2);
    /** As long as Butler follows one (Butler UDP §5). */
    public static final Duration DISTRIBUTION_DEADLINE = Duration.ofHours(6);

    private static final Duration SOON = Duration.ofDays(30);

    /**
     * Reads the section; mistakes are collected there.
     *
     * @param clock tells whether certificates are still valid
     */
    public static SenseSettings read(Settings section, Clock clock) {
        Optional<RepositorySettings> repository = RepositorySettings.read(section, clock);
        Optional<URI> address = repository.map(RepositorySettings::address);
        return new SenseSettings(
                section.text("name", NAME),
                repository,
                positive(section, "deadline", DEADLINE),
                positive(section, "distribution-deadline", DISTRIBUTION_DEADLINE),
                SiteLinks.read(section, address));
    }

    /** What works today but will not for long, as one sentence. */
    public Optional<String> warning(Clock clock) {
        return repository
                .map(known -> known.certificates().left(clock))
                .filter(left -> left.compareTo(SOON) < 0)
                .map(left -> "footman.qlik-sense.certificates: the client certificate ends in " + left.toDays()
                        + " days; export new ones in the console of Qlik Sense");
    }

    /** Reads a time longer than nothing; zero is a mistake. */
    public static Duration positive(Settings section, String key, Duration standard) {
        Duration duration = section.duration(key, standard);
        if (duration.isZero()) {
            section.mistake(key, "is zero", "Give a time such as " + standard.toSeconds() + "s");
        }
        return duration;
    }
}
