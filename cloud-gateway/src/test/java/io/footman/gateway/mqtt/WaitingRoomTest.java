package io.footman.gateway.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WaitingRoomTest {
    @Test
    void admitsUpToTheNumberAndAgainAfterSomeoneLeft() {
        WaitingRoom room = new WaitingRoom(2, 1000);

        assertThat(room.enter(1)).isTrue();
        assertThat(room.enter(1)).isTrue();
        assertThat(room.enter(1)).isFalse();
        room.leave(1);
        assertThat(room.enter(1)).isTrue();
        assertThat(room.count()).isEqualTo(2);
    }

    @Test
    void admitsUpToTheBytes() {
        WaitingRoom room = new WaitingRoom(10, 1000);

        assertThat(room.enter(600)).isTrue();
        assertThat(room.enter(600)).isFalse();
        assertThat(room.enter(400)).isTrue();
    }

    @Test
    void admitsALargeMessageWhenNobodyElseWaits() {
        WaitingRoom room = new WaitingRoom(10, 1000);

        assertThat(room.enter(5000)).isTrue();
        assertThat(room.enter(1)).isFalse();
        room.leave(5000);
        assertThat(room.enter(1)).isTrue();
    }
}
