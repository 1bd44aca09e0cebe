package io.footman.agent.destination.support;

import io.footman.agent.model.EventSource;
import io.footman.model.settings.Settings;
import java.net.URI;
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
    /** Name of the client-managed site if it has none in the configuration. */
    private static final String SITE = "qlik-sense";

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

    /** Reads them from the section {@code footman}; the addresses of tenant and site are the default. */
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
        Settings site = root.section("qlik-sense");
        Optional<String> host = site.optionalText("repository").flatMap(Links::host);
        tenants.put(
                site.text("name", SITE),
                new TenantLinks(
                        site.optionalText("qmc-url").or(() -> host.map(name -> "https://" + name + "/qmc")),
                        site.optionalText("hub-url").or(() -> host.map(name -> "https://" + name + "/hub"))));
        return new Links(tenants, generic(root));
    }

    private static Optional<String> host(String address) {
        try {
            return Optional.ofNullable(URI.create(address).getHost());
        } catch (IllegalArgumentException e) {
            // The section's own reader complains about it.
            return Optional.empty();
        }
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
