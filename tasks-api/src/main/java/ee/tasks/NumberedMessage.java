package ee.tasks;

import static java.util.Objects.requireNonNull;

import java.lang.System.Logger.Level;
import java.util.Locale;

/**
 * A message of the log or of an exception, with an id that is never given to another. Each module declares its messages as the
 * constants of an enum; a store or backend of your own can do the same. Applications do not need it.
 *
 * <pre>{@code
 * enum RedisMessage implements NumberedMessage {
 *     SLOW(1, Level.WARNING, "server '%s' answered after %s; check its load");
 *     private final Declaration declaration;
 *
 *     RedisMessage(int id, Level level, String template) {
 *         declaration = new Declaration(id, level, template);
 *     }
 *
 *     public Declaration declaration() {
 *         return declaration;
 *     }
 *
 *     public String prefix() {
 *         return "REDISTASK";
 *     }
 * }
 *
 * RedisMessage.SLOW.log(LOG, server, duration);
 * }</pre>
 *
 * <p>A fact, what fills a place of the template, may come from a request or from an edited row. So that it cannot forge a line of
 * the log, each control character, line break and invisible format character in it becomes a {@code ?}, the controls of text
 * direction among them; only the joiners U+200C and U+200D stay, since words and emoji need them. It is cut after
 * {@value #MAX_FACT} characters. That is enough for another message with its names, so a cause that is named in a message keeps its
 * end, which says what to do.
 *
 * <p>The template itself is not changed. Append a text of several lines to the finished one, for example a list of other messages.
 *
 * <p>Implementations are immutable: all methods may be called from any thread. No method accepts {@code null} unless it
 * says so, but each fact may be {@code null} and is then shown as {@code null}.
 *
 * @since 1.0
 */
public interface NumberedMessage {
    /** How many characters of a fact are shown; an ellipsis follows if there are more. */
    int MAX_FACT = 1_000;

    /**
     * What the message is.
     *
     * @param id identifies the message, together with the prefix: a number from 1 to 9999, never that of another message, not even
     *     after this one is gone
     * @param level at which the message is logged; {@code ERROR} for a message that only exceptions carry
     * @param template the text, with a {@code %s} or {@code %1$s} for each fact and no other conversion but {@code %n}
     */
    record Declaration(int id, Level level, String template) {

        private static final int MAX_ID = 9_999;

        /**
         * Refuses {@code null} and an id that does not have one to four digits.
         *
         * @throws NullPointerException if level or template are {@code null}
         * @throws IllegalArgumentException if the id is below 1 or above 9999
         */
        public Declaration {
            requireNonNull(level, "level");
            requireNonNull(template, "template");
            if (id < 1 || id > MAX_ID) {
                throw new IllegalArgumentException("the id of a message must be from 1 to " + MAX_ID + ", was " + id);
            }
        }
    }

    /**
     * Says what the message is.
     *
     * @return the same at each call
     */
    Declaration declaration();

    /**
     * The declared id. Do not override it: {@link #text} and {@link #log} read the declaration alone.
     *
     * @return the same at each call
     */
    default int id() {
        return declaration().id();
    }

    /**
     * The declared level. Do not override it: {@link #text} and {@link #log} read the declaration alone.
     *
     * @return the same at each call
     */
    default Level level() {
        return declaration().level();
    }

    /**
     * The declared template. Do not override it: {@link #text} and {@link #log} read the declaration alone.
     *
     * @return the same at each call
     */
    default String template() {
        return declaration().template();
    }

    /**
     * What stands before the id. EE Tasks keeps all ids with {@code EETASK} for itself: return another prefix in your own enum.
     *
     * @return the same at each call, by default {@code EETASK}
     */
    default String prefix() {
        return "EETASK";
    }

    /**
     * Fills the template.
     *
     * @param facts one for each place of the template; {@code toString()} is called on each and must not throw
     * @return the prefix, the id in four digits, a colon, and the template with its facts, such as
     *     {@code EETASK0005: a priority must be from -100 to 100, was 101}
     * @throws java.util.IllegalFormatException if a fact is missing
     */
    default String text(Object... facts) {
        return String.format(
                Locale.ROOT,
                "%s%04d: %s",
                prefix(),
                declaration().id(),
                line(declaration().template(), facts));
    }

    /**
     * Logs the text at this message's level. The text is made only if the level is on.
     *
     * @param logger where to
     * @param facts as for {@link #text}; if the first is a {@code Throwable}, the other method is meant
     */
    default void log(System.Logger logger, Object... facts) {
        log(logger, (Throwable) null, facts);
    }

    /**
     * Logs the text at this message's level, with a stack trace.
     *
     * @param logger where to
     * @param thrown what happened, or {@code null}; logged as it is, its own message is not cleaned
     * @param facts as for {@link #text}
     */
    default void log(System.Logger logger, Throwable thrown, Object... facts) {
        Level level = declaration().level();
        if (logger.isLoggable(level)) {
            logger.log(level, text(facts), thrown);
        }
    }

    /**
     * Fills a template that has no id, as lines of level DEBUG need none. The facts are cleaned and cut in the same way.
     *
     * @param template as {@link #template()}
     * @param facts as for {@link #text}
     * @return the template with its facts
     * @throws java.util.IllegalFormatException if a fact is missing
     */
    static String line(String template, Object... facts) {
        Object[] shown = new Object[facts.length];
        for (int i = 0; i < facts.length; i++) {
            shown[i] = shown(String.valueOf(facts[i]));
        }
        return template.formatted(shown);
    }

    private static String shown(String fact) {
        StringBuilder shown = new StringBuilder();
        int next = 0;
        while (next < fact.length() && next < MAX_FACT) {
            int point = fact.codePointAt(next);
            shown.appendCodePoint(
                    switch (Character.getType(point)) {
                        case Character.CONTROL,
                                Character.LINE_SEPARATOR,
                                Character.PARAGRAPH_SEPARATOR,
                                Character.SURROGATE -> '?';
                        case Character.FORMAT -> point == 0x200C || point == 0x200D ? point : '?';
                        default -> point;
                    });
            next += Character.charCount(point);
        }
        return next < fact.length() ? shown.append("...").toString() : shown.toString();
    }
}
