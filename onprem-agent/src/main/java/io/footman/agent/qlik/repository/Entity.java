package io.footman.agent.qlik.repository;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.footman.agent.model.FailureReason;
import io.footman.agent.qlik.CutText;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One JSON object of the repository, read leniently: fields may be missing, null or new. */
record Entity(Map<String, Object> values) {
    /** Stands for "never" in the repository (QRS API §1.2). */
    private static final int YEAR_OF_NEVER = 1753;

    private static final ObjectReader READER = JsonMapper.builder().build().readerFor(Object.class);

    /** @throws RepositoryException when the answer is not a whole JSON object */
    static Entity read(CutText answer) {
        return of(parsed(answer)).orElseThrow(Entity::unexpected);
    }

    /** @throws RepositoryException when the answer is not a whole JSON list */
    static List<Entity> readList(CutText answer) {
        if (parsed(answer) instanceof List<?> list) {
            return entities(list);
        }
        throw unexpected();
    }

    Optional<String> text(String field) {
        return values.get(field) instanceof String text && !text.isBlank() ? Optional.of(text) : Optional.empty();
    }

    String textOrEmpty(String field) {
        return text(field).orElse("");
    }

    boolean flag(String field) {
        return Boolean.TRUE.equals(values.get(field));
    }

    Optional<Long> number(String field) {
        return values.get(field) instanceof Number number ? Optional.of(number.longValue()) : Optional.empty();
    }

    Optional<Guid> id(String field) {
        return text(field).flatMap(Guid::parse);
    }

    /** Empty also for "never". */
    Optional<Instant> time(String field) {
        return text(field).flatMap(text -> {
            try {
                OffsetDateTime time = OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC);
                return time.getYear() <= YEAR_OF_NEVER ? Optional.empty() : Optional.of(time.toInstant());
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        });
    }

    Optional<Entity> object(String field) {
        return of(values.get(field));
    }

    List<Entity> objects(String field) {
        return values.get(field) instanceof List<?> list ? entities(list) : List.of();
    }

    /** Names of the tags. */
    List<String> tags() {
        return objects("tags").stream()
                .flatMap(tag -> tag.text("name").stream())
                .toList();
    }

    List<CustomProperty> customProperties() {
        return objects("customProperties").stream()
                .flatMap(property -> property
                        .object("definition")
                        .flatMap(definition -> definition.text("name"))
                        .map(name -> new CustomProperty(name, property.textOrEmpty("value")))
                        .stream())
                .toList();
    }

    private static List<Entity> entities(List<?> list) {
        List<Entity> entities = new ArrayList<>();
        list.forEach(each -> of(each).ifPresent(entities::add));
        return entities;
    }

    @SuppressWarnings("unchecked") // JSON objects have texts as keys
    private static Optional<Entity> of(@org.jspecify.annotations.Nullable Object value) {
        return value instanceof Map<?, ?> map ? Optional.of(new Entity((Map<String, Object>) map)) : Optional.empty();
    }

    private static Object parsed(CutText answer) {
        if (answer.isCut()) {
            throw new RepositoryException(FailureReason.TOO_LARGE, "the repository service's answer is too large");
        }
        try {
            Object value = READER.readValue(answer.text());
            if (value != null) {
                return value;
            }
        } catch (JsonProcessingException e) {
            // Falls through: the text may hold personal data and is not told.
        }
        throw unexpected();
    }

    private static RepositoryException unexpected() {
        return new RepositoryException(
                FailureReason.SERVER_ERROR, 200, "the repository service's answer is not the expected JSON");
    }
}
