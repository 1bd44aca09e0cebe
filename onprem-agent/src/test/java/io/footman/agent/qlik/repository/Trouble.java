package io.footman.agent.qlik.repository;

import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** How the fake repository fails: answers a call in place of the site, or leaves it alone. */
@FunctionalInterface
public interface Trouble {
    int WHOLE = 100;

    Optional<FakeAnswer> answer(FakeCall call);

    static Trouble none() {
        return call -> Optional.empty();
    }

    static Trouble status(int status) {
        return always(FakeAnswer.text(status, "An error occurred"));
    }

    static Trouble always(FakeAnswer answer) {
        return call -> Optional.of(answer);
    }

    static Trouble hangs() {
        return always(FakeAnswer.hangs());
    }

    static Trouble drops() {
        return always(FakeAnswer.dropped());
    }

    static Trouble wrongJson() {
        return always(FakeAnswer.json(200, "[{\"id\":"));
    }

    static Trouble huge(int bytes) {
        return always(FakeAnswer.huge(bytes));
    }

    /** On so many percent of the calls, at random but the same in each run. */
    default Trouble onPercent(int percent, long seed) {
        Random random = new Random(seed);
        return call -> {
            boolean hit;
            synchronized (random) {
                hit = random.nextInt(WHOLE) < percent;
            }
            return hit ? answer(call) : Optional.empty();
        };
    }

    /** Only on calls whose route ({@code GET app/full}) begins so. */
    default Trouble onRoute(String start) {
        return call -> call.route().startsWith(start) ? answer(call) : Optional.empty();
    }

    /** Only on the first calls. */
    default Trouble onFirst(int calls) {
        AtomicInteger left = new AtomicInteger(calls);
        return call -> left.getAndDecrement() > 0 ? answer(call) : Optional.empty();
    }
}
