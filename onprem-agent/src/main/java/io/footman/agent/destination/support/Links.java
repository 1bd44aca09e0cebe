package io.footman.agent.destination.support;

import io.footman.agent.model.EventSource;
import io.footman.model.settings.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Addresses that messages link to.
 *
 * @param tenants by configured name
 * @param generic the section {@code links}, as Butler's {@code genericUrls}: {@code id}, {@code linkText}, {@code comment},
 *     {@code url}
 */
public record Links(Map<String, TenantLinks> tenants, List<Map<String, Object>> generic) {
    public Links {
        tenants = Map.copyOf(tenants);
        generic = List.copyOf(generic);
    }

    /**
     * Where to go in one tenant.
     *
     * @param console administration, Butler's {@code qlikSenseQMC}
     * @param hub where users work, Butler's {@code qlikSenseHub}
     */
    public record TenantLinks(Optional<String> console, Optional<String> hub) {
        static final TenantLinks NONE = new TenantLinks(Optional.empty(), Optional.empty());
    }

    /** Reads them from the section {@code footman}; the tenant's own address is the default. */
    public static Links read(Settings root) {
        Map<String, TenantLinks> tenants = new LinkedHashMap<>();
        root.section("qlik-cloud").section("tenants").namedSections().forEach((name, tenant) -> {
            Optional<String> url = tenant.optionalText("url").map(text -> text.replaceAll("/+$", ""));
            tenants.put(
                    name,
                    new TenantLinks(
                            tenant.optionalText("console-url").or(() -> url.map(text -> text + "/console")),
                            tenant.optionalText("hub-url").or(() -> url)));
        });
        return new Links(tenants, generic(root));
    }

    TenantLinks of(EventSource source) {
        return tenants.getOrDefault(source.name(), TenantLinks.NONE);
    }

    private static List<Map<String, Object>> generic(Settings root) {
        List<Map<String, Object>> links = new ArrayList<>();
        for (Settings link : root.sections("links")) {
            String url = link.requiredText("url", "Give the address that the link leads to");
            String text = link.text("text", url);
            links.add(Map.of(
                    "id", link.text("id", text), "linkText", text, "comment", link.text("comment", ""), "url", url));
        }
        return links;
    }
}
