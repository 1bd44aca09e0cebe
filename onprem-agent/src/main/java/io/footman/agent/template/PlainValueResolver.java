package io.footman.agent.template;

import com.github.jknack.handlebars.ValueResolver;
import com.github.jknack.handlebars.context.MapValueResolver;
import java.util.Collection;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;

/**
 * Finds values in maps only: no getter, field or method of a Java object can be reached. {@code length} of texts and lists
 * is there as in JavaScript, because Butler's templates ask {@code {{#if taskTags.length}}}.
 */
final class PlainValueResolver implements ValueResolver {
    private static final String LENGTH = "length";

    private final Budget budget;

    PlainValueResolver(Budget budget) {
        this.budget = budget;
    }

    @Override
    public Object resolve(Object context, String name) {
        budget.spend(1);
        if (context instanceof Map) {
            return MapValueResolver.INSTANCE.resolve(context, name);
        }
        if (LENGTH.equals(name) && context instanceof Collection<?> list) {
            return list.size();
        }
        if (LENGTH.equals(name) && context instanceof CharSequence text) {
            return text.length();
        }
        return UNRESOLVED;
    }

    @Override
    public Object resolve(Object context) {
        budget.spend(1);
        return MapValueResolver.INSTANCE.resolve(context);
    }

    @Override
    public Set<Entry<String, Object>> propertySet(Object context) {
        budget.spend(1);
        return MapValueResolver.INSTANCE.propertySet(context);
    }
}
