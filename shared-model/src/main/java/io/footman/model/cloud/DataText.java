package io.footman.model.cloud;

import java.util.Optional;

/** Reads texts of an event's data object, all of which Qlik may leave out. */
final class DataText {
    private DataText() {}

    static Optional<String> of(QlikCloudEvent event, String field) {
        return Optional.ofNullable(event.data().path(field).textValue()).filter(text -> !text.isBlank());
    }
}
