package io.footman.agent.template;

import java.io.StringWriter;

/** Takes a template's output up to the limit. */
final class CappedWriter extends StringWriter {
    @Override
    public void write(int character) {
        check(1);
        super.write(character);
    }

    @Override
    public void write(char[] buffer, int offset, int length) {
        check(length);
        super.write(buffer, offset, length);
    }

    @Override
    public void write(String text) {
        check(text.length());
        super.write(text);
    }

    @Override
    public void write(String text, int offset, int length) {
        check(length);
        super.write(text, offset, length);
    }

    private void check(int more) {
        if (getBuffer().length() + more > TemplateLimits.LONGEST_OUTPUT) {
            throw new TemplateLimits.ExceededException(
                    "writes more than " + TemplateLimits.LONGEST_OUTPUT + " characters");
        }
    }
}
