package io.footman.agent.rest.access;

import io.footman.agent.net.AllowedAddresses;
import io.footman.agent.rest.Scope;
import io.footman.model.settings.Settings;
import java.util.List;
import java.util.Set;

/**
 * Addresses that need neither key nor certificate: for scripts that can send no header, as with {@code LOAD … FROM [http://…]}.
 *
 * @param from who
 * @param scopes what they may do
 */
public record Keyless(AllowedAddresses from, Set<Scope> scopes) {
    public Keyless {
        scopes = Set.copyOf(scopes);
    }

    static Keyless read(Settings entry) {
        AllowedAddresses from = AllowedAddresses.read(entry, "from", List.of());
        if (entry.texts("from", List.of()).isEmpty()) {
            entry.mistake("from", "names nobody", "Name addresses, networks or host names");
        }
        return new Keyless(from, Scopes.read(entry, "scopes"));
    }
}
