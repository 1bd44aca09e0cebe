package io.footman.agent.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The expected texts are what Handlebars.js 4 gives. */
class TemplatesTest {
    private static final Map<String, Object> VARIABLES = Map.of(
            "name",
            "A&B <\"'`=>",
            "number",
            1.0,
            "count",
            1200L,
            "yes",
            true,
            "no",
            false,
            "tags",
            List.of("Finance", "EU"),
            "none",
            List.of(),
            "map",
            Map.of("inner", Map.of("value", "deep")),
            "links",
            List.of(Map.of("url", "u1", "text", "t1"), Map.of("url", "u2", "text", "t2")));

    @TempDir
    private Path folder;

    private final Templates templates = new Templates();

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            quoteCharacter = '\u0001',
            value = {
                "{{name}}§A&amp;B &lt;&quot;&#x27;&#x60;&#x3D;&gt;",
                "{{{name}}}§A&B <\"'`=>",
                "{{number}} {{count}} {{yes}} {{no}}§1 1200 true false",
                "[{{unknown}}{{unknown.deeper}}]§[]",
                "{{map.inner.value}}{{map}}§deep[object Object]",
                "{{tags}}§Finance,EU",
                "{{#each tags}}{{@index}}{{this}}{{#unless @last}},{{/unless}}{{/each}}§0Finance,1EU",
                "{{#each none}}x{{else}}nothing{{/each}}§nothing",
                "{{#each links}}{{url}}={{text}};{{../count}}{{name}} {{/each}}§u1=t1;1200 u2=t2;1200",
                "{{#with map}}{{inner.value}}{{name}}{{/with}}§deep",
                "{{#if no}}a{{else if yes}}b{{/if}}{{#unless none}}c{{/unless}}§bc",
                "{{#if (eq count 1200)}}same{{/if}}{{#if (eq count '1200')}}not strict{{/if}}§same",
                "{{#if (eq tags.[0] 'Finance')}}first{{/if}}§first",
                "{{#if tags.length}}{{tags.length}}{{/if}}§2",
                "{{lookup tags 1}}§EU",
                "{{json name}}§\"A&B <\\\"'`=>\"",
                "{{! comment }}{{!-- {{x}} --}}a{{~ count ~}} b§a1200b"
            })
    void rendersAsJavaScriptDoes(String template, String expected) throws TemplateException {
        assertThat(templates
                        .text("t", template, Escaping.HTML)
                        .render(VARIABLES)
                        .strip())
                .isEqualTo(expected);
    }

    @Test
    void takesLinesAwayThatHoldOnlyABlockTag() throws TemplateException {
        String template = "a\n{{#if yes}}\n  b\n{{else}}\n  c\n{{/if}}\nd\n";
        assertThat(templates.text("t", template, Escaping.HTML).render(VARIABLES))
                .isEqualTo("a\n  b\nd\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{name.class}}",
                "{{name.bytes}}",
                "{{tags.class.name}}",
                "{{map.class.classLoader}}",
                "{{tags.empty}}",
                "{{yes.TRUE}}"
            })
    void reachesNothingOfJavaObjects(String template) throws TemplateException {
        assertThat(templates.text("t", template, Escaping.NONE).render(VARIABLES))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{i18n 'x'}}", "{{embedded 'x'}}", "{{precompile 'x'}}", "{{include 'x'}}", "{{nix 'x'}}"})
    void offersNoHelperThatReachesFurther(String template) {
        assertThatThrownBy(() -> templates.text("t", template, Escaping.NONE).render(VARIABLES))
                .isInstanceOf(TemplateException.class);
    }

    @Test
    void loadsPartialsFromTheTemplateFolderOnly() throws IOException, TemplateException {
        Path inside = Files.createDirectories(folder.resolve("templates/partials"));
        Files.writeString(inside.resolve("footer.handlebars"), "bye {{name}}");
        Files.writeString(folder.resolve("secret.handlebars"), "secret");
        Files.createSymbolicLink(inside.resolve("link.handlebars"), folder.resolve("secret.handlebars"));
        assertThat(render("{{> footer}}")).isEqualTo("bye A&B <\"'`=>");
        for (String partial : List.of("../../secret", "../secret", "link", folder.resolve("secret") + "")) {
            assertThatThrownBy(() -> render("{{> [" + partial + "]}}")).isInstanceOf(TemplateException.class);
        }
    }

    @Test
    void givesPartialsTheirParameters() throws IOException, TemplateException {
        Path inside = Files.createDirectories(folder.resolve("templates/partials"));
        Files.writeString(inside.resolve("row.handlebars"), "{{label}}:{{value}}{{name}}");
        assertThat(render("{{> row label=\"Count\" value=count}}")).isEqualTo("Count:1200A&B <\"'`=>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{#each n}}{{#each ../n}}{{#each ../../n}}{{/each}}{{/each}}{{/each}}",
                "{{#each n}}{{#each ../n}}0123456789{{/each}}{{/each}}"
            })
    void stopsTemplatesThatWorkOrWriteTooMuch(String template) {
        Map<String, Object> many = Map.of("n", IntStream.range(0, 1000).boxed().toList());
        assertThatThrownBy(() -> templates.text("t", template, Escaping.NONE).render(many))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("more than");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{#if a}}", "{{/if}}", "{{a", "{{#if}}{{/unless}}", "{{> }}"})
    void tellsWhereATemplateIsNotValid(String template) {
        assertThatThrownBy(() -> templates.text("my subject", template, Escaping.NONE))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("my subject")
                .hasMessageContaining("not valid");
    }

    @Test
    void survivesDeepNesting() {
        String deep = "{{#if yes}}".repeat(20_000) + "{{/if}}".repeat(20_000);
        assertThatThrownBy(() -> templates.text("deep", deep, Escaping.NONE).render(VARIABLES))
                .isInstanceOf(TemplateException.class);
    }

    @Test
    void escapesForJsonAndSlack() throws TemplateException {
        String template = "\"{{name}}\"";
        assertThat(templates.text("t", template, Escaping.JSON).render(VARIABLES))
                .isEqualTo("\"A&B <\\\"'`=>\"");
        assertThat(templates.text("t", template, Escaping.SLACK_JSON).render(VARIABLES))
                .isEqualTo("\"A&amp;B &lt;\\\"'`=&gt;\"");
    }

    private String render(String template) throws IOException, TemplateException {
        Path file = Files.writeString(folder.resolve("templates/main.hbs"), template);
        return templates.file(file, folder.resolve("templates"), Escaping.NONE).render(VARIABLES);
    }
}
