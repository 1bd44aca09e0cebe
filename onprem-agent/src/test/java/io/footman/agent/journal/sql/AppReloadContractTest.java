package io.footman.agent.journal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.footman.agent.journal.AppReload;
import io.footman.agent.journal.AppReload.State;
import io.footman.agent.journal.AppReloads.Orphan;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of reloads over kills and restarts, on each kind of store. */
class AppReloadContractTest extends JournalContractTest {
    private static final Duration LEASE = Duration.ofSeconds(60);

    private SqlAppReloads mine;

    @BeforeEach
    void openReloads() {
        mine = new SqlAppReloads(journal, "agent-1", clock);
    }

    @Test
    void givesBackWhatWasStored() {
        AppReload reload = requested("r1").running(clock.instant()).telling(List.of("3 lines \"fetched\"", "ü"));
        done(mine.add(reload, LEASE));

        assertThat(mine.find("r1")).contains(reload);
        assertThat(mine.find("r2")).isEmpty();
    }

    @Test
    void keepsProgressAndEnd() {
        done(mine.add(requested("r1"), LEASE));
        clock.advance(Duration.ofSeconds(5));
        AppReload running = requested("r1").running(clock.instant()).telling(List.of("a", "b"));
        assertThat(done(mine.renew(running, LEASE))).isTrue();
        assertThat(mine.find("r1").orElseThrow().progress()).containsExactly("a", "b");

        AppReload ended = running.ended(State.SUCCEEDED, "", "C:\\log.txt", clock.instant());
        assertThat(done(mine.end(ended, List.of(Given.event("follow"))))).isTrue();

        assertThat(mine.find("r1").orElseThrow().state()).isEqualTo(State.SUCCEEDED);
        assertThat(mine.find("r1").orElseThrow().endedAt()).contains(clock.instant());
        assertThat(mine.find("r1").orElseThrow().scriptLog()).isEqualTo("C:\\log.txt");
        assertThat(journal.claimEvents(10, Given.LEASE)).hasSize(1);
        assertThat(mine.orphans()).isEmpty();
    }

    @Test
    void endsAReloadOnceAndWithItTheNews() {
        done(mine.add(requested("r1"), LEASE));
        AppReload ended = requested("r1").ended(State.FAILED, "no", "", clock.instant());
        done(mine.end(ended, List.of(Given.event("first"))));

        assertThat(done(mine.end(ended, List.of(Given.event("second"))))).isFalse();
        assertThat(done(mine.renew(requested("r1").running(clock.instant()), LEASE)))
                .isFalse();

        assertThat(journal.claimEvents(10, Given.LEASE))
                .extracting(stored -> stored.event().id())
                .containsExactly("first");
    }

    @Test
    void findsWhatAnAgentLeftBehindThatEnded() {
        done(mine.add(requested("r1").running(clock.instant()), LEASE));
        done(mine.add(requested("over"), LEASE));
        done(mine.end(requested("over").ended(State.FAILED, "", "", clock.instant()), List.of()));
        assertThat(mine.orphans()).isEmpty();
        if (kind == Stores.Kind.POSTGRESQL) {
            // Others may still run; who does not renew has ended.
            assertThat(another().orphans()).isEmpty();
            clock.advance(LEASE.plusMillis(1));
        }

        assertThat(another().orphans())
                .extracting(orphan -> orphan.reload().id())
                .containsExactly("r1");
    }

    @Test
    void letsOnlyOneEndAnOrphanAndNoneWhenItIsLookedAfterAgain() {
        done(mine.add(requested("r1"), LEASE));
        clock.advance(LEASE.plusMillis(1));
        Orphan orphan = another().orphans().get(0);
        AppReload ended = orphan.reload().ended(State.INTERRUPTED, "gone", "", clock.instant());
        done(mine.renew(requested("r1"), LEASE));

        assertThat(done(another().end(orphan, ended, List.of(Given.event("early")))))
                .isFalse();

        clock.advance(LEASE.plusMillis(1));
        Orphan again = another().orphans().get(0);
        assertThat(done(another().end(again, ended, List.of(Given.event("once")))))
                .isTrue();
        assertThat(done(another().end(again, ended, List.of(Given.event("twice")))))
                .isFalse();
        assertThat(journal.claimEvents(10, Given.LEASE))
                .extracting(stored -> stored.event().id())
                .containsExactly("once");
        assertThat(mine.find("r1").map(AppReload::state)).isEqualTo(Optional.of(State.INTERRUPTED));
    }

    @Test
    void survivesARestart() {
        done(mine.add(requested("r1"), LEASE));

        restart();

        SqlAppReloads after = new SqlAppReloads(journal, "agent-1 after its restart", clock);
        assertThat(after.find("r1")).isPresent();
    }

    @Test
    void findsTheOthersWhenOneIsDamaged() throws SQLException {
        done(mine.add(requested("damaged"), LEASE));
        done(mine.add(requested("good"), LEASE));
        execute("UPDATE app_reload SET progress = '[\"cut off' WHERE id = 'damaged'");
        clock.advance(LEASE.plusMillis(1));

        assertThat(another().orphans())
                .extracting(orphan -> orphan.reload().id())
                .containsExactlyInAnyOrder("damaged", "good");
    }

    @Test
    void forgetsWhatWasOverLongAgo() throws SQLException {
        done(mine.add(requested("old"), LEASE));
        done(mine.end(requested("old").ended(State.FAILED, "", "", clock.instant()), List.of()));
        done(mine.add(requested("open"), LEASE));
        clock.advance(Duration.ofDays(30));
        done(mine.add(requested("new"), LEASE));
        done(mine.end(requested("new").ended(State.FAILED, "", "", clock.instant()), List.of()));
        clock.advance(Duration.ofMillis(1));

        done(journal.prune(Duration.ofDays(30), Long.MAX_VALUE));

        assertThat(rows("SELECT id FROM app_reload ORDER BY id")).containsExactly("new", "open");
    }

    private AppReload requested(String id) {
        return AppReload.requested(
                id,
                "31ee79a6-0949-4175-ba0e-1866a60e3336",
                "key dwh",
                List.of("210832b5-6174-4572-bd19-3e61eda675ef"),
                List.of(),
                State.WAITING,
                clock.instant());
    }

    private SqlAppReloads another() {
        return new SqlAppReloads(journal, "agent-2", clock);
    }
}
