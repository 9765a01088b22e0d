package ee.tasks.engine.json;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbSubtype;
import jakarta.json.bind.annotation.JsonbTypeInfo;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Year;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import java.util.stream.Stream;

/** Types that applications may declare, good ones and bad ones. */
public final class Samples {

    Samples() {}

    public enum Colour {
        RED,
        GREEN;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public enum Operation {
        PLUS {
            @Override
            public int apply(int a, int b) {
                return a + b;
            }
        },
        MINUS {
            @Override
            public int apply(int a, int b) {
                return a - b;
            }
        };

        public abstract int apply(int a, int b);

        public String getLabel() {
            return name() + "!";
        }
    }

    public record Point(int x, int y) {}

    public record Money(BigDecimal amount, Currency currency) {}

    public record Order(
            UUID id,
            String customer,
            Instant placed,
            List<Line> lines,
            Map<Colour, Integer> stickers,
            Optional<String> note,
            Operation operation,
            Set<Long> related) {}

    public record Line(String product, int count, Money price) {}

    public record Everything(
            boolean flag,
            byte tiny,
            short small,
            int number,
            long big,
            float ratio,
            double precise,
            char letter,
            BigInteger huge,
            Duration took,
            LocalDate day,
            ZoneId zone,
            Year year,
            Locale locale,
            Currency currency,
            OptionalInt maybe,
            Map<Integer, String> byNumber,
            Map<UUID, LocalDate> byId,
            Map<Locale, Year> byLocale,
            Deque<String> queue,
            SortedMap<String, Integer> sorted,
            EnumSet<Colour> colours,
            List<Optional<String>> maybes,
            Collection<List<Point>> groups) {}

    public record Blob(byte[] bytes, int[][] grid) {}

    public static class Bean {
        public int count;
        public Bean child;
        private String name;
        private List<LocalDate> days = new ArrayList<>();

        public String getName() {
            return name;
        }

        public void setName(String name) {
            this.name = name;
        }

        public List<LocalDate> getDays() {
            return days;
        }

        public void setDays(List<LocalDate> days) {
            this.days = days;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Bean bean
                    && count == bean.count
                    && Objects.equals(name, bean.name)
                    && Objects.equals(days, bean.days)
                    && Objects.equals(child, bean.child);
        }

        @Override
        public int hashCode() {
            return count;
        }
    }

    public static class ChildBean extends Bean {
        public int extra = 5;
    }

    public static class Box<T> {
        public T content;
    }

    public static class DateBox extends Box<LocalDate> {}

    public static class Holder {
        public Box<List<LocalDate>> box;
    }

    public static final class Made {
        private final int a;

        private Made(int a) {
            this.a = a;
        }

        @JsonbCreator
        public static Made of(@JsonbProperty("a") int a) {
            return new Made(a);
        }

        public int getA() {
            return a;
        }
    }

    @JsonbTypeInfo({
        @JsonbSubtype(alias = "circle", type = Circle.class),
        @JsonbSubtype(alias = "square", type = Square.class)
    })
    public sealed interface Shape permits Circle, Square {}

    public record Circle(double radius) implements Shape {}

    public record Square(double width) implements Shape {}

    public sealed interface Unmarked permits UnmarkedOne {}

    public record UnmarkedOne(int a) implements Unmarked {}

    public abstract static class Abstract {
        public int a;
    }

    public record Node(String name, List<Node> children) {}

    public record Generic<T>(T value) {}

    record NotPublic(int a) {}

    static class NotPublicBean {
        public int a;
    }

    public record TwoConstructors(String a) {
        public TwoConstructors(int a) {
            this(String.valueOf(a));
        }
    }

    public static class NoConstructor {
        public int a;

        public NoConstructor(int a) {
            this.a = a;
        }
    }

    public class Inner {
        public int a;
    }

    public static class NothingVisible {
        private final int secret;

        public NothingVisible() {
            this(0);
        }

        public NothingVisible(int secret) {
            this.secret = secret;
        }

        int secret() {
            return secret;
        }
    }

    public static class ReadOnly {
        private int a;

        public int getA() {
            return a;
        }

        public ReadOnly with(int value) {
            a = value;
            return this;
        }
    }

    public static class Tagged {
        public int count;
        private final List<String> tags = new ArrayList<>();

        public List<String> getTags() {
            return tags;
        }

        public Tagged with(String tag) {
            tags.add(tag);
            return this;
        }
    }

    public static class OwnList extends ArrayList<LocalDate> {
        private static final long serialVersionUID = 1L;
    }

    public record WithEnumMap(EnumMap<Colour, Integer> map) {}

    public record WithIterable(Iterable<String> items) {}

    public record WithObject(Object anything) {}

    public record WithStream(List<Stream<String>> streams) {}

    public record WithDouble(double value) {}

    public record Doubling(String text) {
        @Override
        public String text() {
            return text + text;
        }
    }

    public static class Throwing {
        private final transient String secret = "the-secret";

        public String getText() {
            throw new IllegalStateException("no " + secret);
        }

        public void setText(String text) {}
    }

    public record WithGetter(int a) {
        public Stream<String> getItems() {
            return Stream.of();
        }
    }

    public static class Endless<T> {
        public T item;
        public Endless<List<T>> next;
    }

    public static class Missing {
        public Point point;
    }

    public interface Command {
        void execute();
    }

    public interface Named {
        String getName();
    }

    @jakarta.persistence.Entity
    public static class Page {
        public long id;
        public String title;
    }

    public static class LaterPage extends Page {}

    public record Publication(Page page, List<String> readers) {}
}
