package ee.tasks.engine.limit;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text with placeholders for a task's arguments and headers, as {@code @Limit(key)} has it. */
public final class KeyTemplate {

    /** What a task has for the placeholders. */
    public interface KeyValues {

        /** The text of an argument or of something in it; empty if there is none. */
        String argument(int index, List<String> path);

        /** The value of a header; empty if there is none. */
        String header(String name);
    }

    /** A part of the template; {@code shown} is how it is written there. */
    private sealed interface TemplatePart {

        String shown();
    }

    private record Literal(String shown) implements TemplatePart {}

    /** @param path the names of the properties, from the outermost on; empty for the argument itself */
    public record Argument(String shown, int index, List<String> path) implements TemplatePart {}

    private record Header(String shown, String name) implements TemplatePart {}

    private static final String HEADER = "header.";
    private static final Pattern ARGUMENT = Pattern.compile("([0-9]{1,3})((?:\\.[^.]+)*)");

    /** The rule of {@link ee.tasks.TaskOptions#header}. */
    private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9._-]{1,100}");

    private static final Pattern PART = Pattern.compile("\\{([^{}]*)}|[^{}]+");

    private final List<TemplatePart> parts;

    private KeyTemplate(List<TemplatePart> parts) {
        this.parts = List.copyOf(parts);
    }

    /** @throws IllegalArgumentException if it is no template; the message goes on a sentence about it */
    public static KeyTemplate of(String text) {
        List<TemplatePart> parts = new ArrayList<>();
        Matcher part = PART.matcher(text);
        int end = 0;
        while (part.find() && part.start() == end) {
            parts.add(part.group(1) == null ? new Literal(part.group()) : placeholder(part.group(), part.group(1)));
            end = part.end();
        }
        if (end < text.length()) {
            throw new IllegalArgumentException(
                    "has a brace without its other one at character %d; write each placeholder as {...}, with none inside another"
                            .formatted(end + 1));
        }
        return new KeyTemplate(parts);
    }

    private static TemplatePart placeholder(String shown, String inside) {
        Matcher argument = ARGUMENT.matcher(inside);
        if (argument.matches()) {
            String path = argument.group(2);
            return new Argument(
                    shown,
                    Integer.parseInt(argument.group(1)),
                    path.isEmpty() ? List.of() : List.of(path.substring(1).split("\\.")));
        }
        if (!inside.startsWith(HEADER)) {
            throw new IllegalArgumentException(
                    "has the placeholder %s, which means nothing; write {0} for the first argument, {0.name} for a property of it, or"
                                    .formatted(shown)
                            + " {header.name} for a header");
        }
        String name = inside.substring(HEADER.length());
        if (!HEADER_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "has the placeholder %s, but no header can have that name; a name has 1 to 100 letters, digits, dots, hyphens and"
                                    .formatted(shown)
                            + " underscores");
        }
        return new Header(shown, name);
    }

    /** The placeholders for arguments. */
    public List<Argument> arguments() {
        return parts.stream()
                .filter(Argument.class::isInstance)
                .map(Argument.class::cast)
                .toList();
    }

    /** The text with the values in it. */
    public String text(KeyValues values) {
        StringBuilder text = new StringBuilder();
        for (TemplatePart part : parts) {
            if (part instanceof Argument argument) {
                text.append(values.argument(argument.index(), argument.path()));
            } else if (part instanceof Header header) {
                text.append(values.header(header.name()));
            } else {
                text.append(part.shown());
            }
        }
        return text.toString();
    }

    /** As it is written. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        parts.forEach(part -> text.append(part.shown()));
        return text.toString();
    }
}
