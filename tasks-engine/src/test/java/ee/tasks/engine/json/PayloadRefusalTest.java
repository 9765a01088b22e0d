package ee.tasks.engine.json;

import static ee.tasks.engine.json.Payloads.CODEC;
import static ee.tasks.engine.json.Payloads.returning;
import static ee.tasks.engine.json.Payloads.taking;
import static ee.tasks.engine.json.Payloads.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ee.tasks.InvalidTaskException;
import ee.tasks.engine.json.Samples.Bean;
import ee.tasks.engine.json.Samples.Box;
import ee.tasks.engine.json.Samples.ChildBean;
import ee.tasks.engine.json.Samples.Colour;
import ee.tasks.engine.json.Samples.Doubling;
import ee.tasks.engine.json.Samples.Node;
import ee.tasks.engine.json.Samples.Point;
import ee.tasks.engine.json.Samples.Tagged;
import ee.tasks.engine.json.Samples.Throwing;
import ee.tasks.engine.json.Samples.WithDouble;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Type;
import java.time.LocalDateTime;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PayloadRefusalTest {

    @Test
    void theCountOfArgumentsMustFit() {
        assertRefused(
                () -> CODEC.writeArguments(taking(long.class, String.class), List.of(1L)),
                "EETASK0300: the number of arguments for task 'mail.send' must be 2 (long p1, java.lang.String p2), was 1;"
                        + " pass one for each parameter, null where there is none");
    }

    @Test
    void aPrimitiveCannotBeNull() {
        assertRefused(
                long.class,
                null,
                "EETASK0301: parameter 1 'p1' of task 'mail.send' is a primitive long and cannot be null;"
                        + " pass a value, or declare the parameter as Long");
    }

    @Test
    @Tag("B008")
    @Tag("B116")
    void anArgumentOfAnotherTypeIsRefusedByTheNameOfItsType() {
        assertRefused(
                String.class,
                LocalDateTime.MAX,
                "EETASK0302: parameter 1 'p1' of task 'mail.send' must be java.lang.String, was java.time.LocalDateTime;"
                        + " pass what the task declares, such as an id instead of the object");
        assertRefused(Colour.class, new Object(), "EETASK0302", "was java.lang.Object");
        Runnable code = () -> {};
        assertRefused(Point.class, code, "EETASK0302", "must be " + Point.class.getName());
    }

    @Test
    void numbersAreNotWidened() {
        assertRefused(
                long.class,
                1,
                "EETASK0302: parameter 1 'p1' of task 'mail.send' must be long, was java.lang.Integer; arguments are"
                        + " boxed, not widened: write 1L for a long, 1d for a double, (short) 1 for a short");
        assertRefused(new TypeRef<List<Long>>() {}.type(), List.of(1), "EETASK0302", "made of java.lang.Integer");
    }

    @Test
    @Tag("B114")
    void nanAndInfinitiesAreRefusedSinceJsonHasNoNumberForThem() {
        assertRefused(double.class, Double.NaN, "EETASK0303: parameter 1 'p1' of task 'mail.send' is or contains NaN");
        assertRefused(float.class, Float.NEGATIVE_INFINITY, "EETASK0303");
        assertRefused(double[].class, new double[] {1, Double.POSITIVE_INFINITY}, "EETASK0303");
        assertRefused(OptionalDouble.class, OptionalDouble.of(Double.NaN), "EETASK0303");
        assertRefused(WithDouble.class, new WithDouble(Double.NaN), "EETASK0303");
        assertRefused(
                new TypeRef<Box<Float>>() {}.type(), boxOf(Float.POSITIVE_INFINITY), "EETASK0303", "or an infinity");
    }

    private static Box<Float> boxOf(Float content) {
        Box<Float> box = new Box<>();
        box.content = content;
        return box;
    }

    @Test
    void aBeanWhoseGetterThrowsIsRefusedWithoutWhatItSaid() {
        InvalidTaskException refused = assertRefused(
                Throwing.class,
                new Throwing(),
                "EETASK0304: parameter 1 'p1' of task 'mail.send' cannot be written as JSON, at property 'text'"
                        + " (java.lang.IllegalStateException)");

        StringWriter trace = new StringWriter();
        refused.printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString()).contains("Samples$Throwing.getText").doesNotContain("the-secret");
    }

    @Test
    void aGraphThatRefersToItselfIsRefused() {
        Bean bean = new Bean();
        bean.child = bean;
        List<Node> children = new ArrayList<>();
        Node node = new Node("a", children);
        children.add(node);

        assertRefused(Bean.class, bean, "EETASK0304", "at property 'child'");
        assertRefused(Node.class, node, "EETASK0304");
    }

    @Test
    void aChainTooDeepForTheStackIsRefused() {
        Bean bean = new Bean();
        for (int i = 0; i < 100_000; i++) {
            Bean outer = new Bean();
            outer.child = bean;
            bean = outer;
        }

        assertRefused(Bean.class, bean, "EETASK0304", "java.lang.StackOverflowError");
    }

    @Test
    void stateThatIsNotReadBackIsRefused() {
        assertRefused(
                Tagged.class,
                new Tagged().with("secret"),
                "EETASK0305: parameter 1 'p1' of task 'mail.send' does not survive being written as JSON and read back,"
                        + " at property 'tags': the JSON of what was read differs");
        assertRefused(Doubling.class, new Doubling("x"), "EETASK0305", "at property 'text'");
    }

    @Test
    void whatASubclassAddsIsNotLostSilently() {
        ChildBean child = new ChildBean();
        Bean parent = new Bean();
        parent.child = child;

        assertRefused(Bean.class, child, "EETASK0305", "its class has properties which the declared type has not");
        assertRefused(Bean.class, parent, "EETASK0305", "at property 'child'");
        assertRefused(new TypeRef<List<Bean>>() {}.type(), List.of(child), "EETASK0305");
        assertRefused(new TypeRef<Map<String, Bean>>() {}.type(), Map.of("secret", child), "EETASK0305");
        assertRefused(new TypeRef<Optional<Bean>>() {}.type(), Optional.of(child), "EETASK0305");
    }

    @Test
    void anAnonymousSubclassWithNothingToAddIsFine() {
        assertThat(write(Bean.class, new Bean() {})).contains("\"count\":0");
    }

    @Test
    void localesWithoutALanguageTagAreRefused() {
        Locale odd = new Locale("x-not a language");

        assertRefused(Locale.class, odd, "EETASK0305", "no language tag");
        assertRefused(new TypeRef<Map<Point, Locale>>() {}.type(), Map.of(new Point(1, 2), odd), "EETASK0305");
    }

    @Test
    void moreBytesThanTheLimitAreRefused() {
        PayloadCodec small = new PayloadCodec(30);
        PayloadSignature signature = taking(String.class, Point.class);

        assertThat(small.writeArguments(signature, List.of("ééééé", new Point(1, 2))))
                .isEqualTo("[\"ééééé\",{\"x\":1,\"y\":2}]");
        assertRefused(
                () -> small.writeArguments(signature, List.of("ééééééé", new Point(1, 2))),
                "EETASK0306: the arguments of task 'mail.send' would take 32 bytes");
        assertRefused(
                () -> small.writeResult(returning(String.class), "x".repeat(29)),
                "EETASK0306: the result of task 'mail.send' would take 31 bytes of JSON, and at most 30 are allowed"
                        + " (ee.tasks.max-payload); store the data and pass its id");
    }

    @Test
    void nullKeysAreRefused() {
        assertRefused(new TypeRef<Map<String, String>>() {}.type(), Collections.singletonMap(null, "x"), "EETASK0307");
    }

    @Test
    void severalProblemsAreReportedTogether() {
        InvalidTaskException refused = catchThrowableOfType(
                InvalidTaskException.class,
                () -> CODEC.writeArguments(
                        taking(long.class, String.class, double.class, int.class),
                        Arrays.asList(null, "fine", Double.NaN, "secret-4711")));

        assertThat(refused.getMessage().lines())
                .hasSize(3)
                .anyMatch(line -> line.startsWith("EETASK0301: parameter 1 'p1'"))
                .anyMatch(line -> line.startsWith("EETASK0303: parameter 3 'p3'"))
                .anyMatch(line -> line.startsWith("EETASK0302: parameter 4 'p4'"));
        assertThat(refused).hasMessageNotContaining("4711");
    }

    @Test
    @Tag("B085")
    void aResultThatIsNotJsonIsRefused() {
        assertRefused(
                () -> CODEC.writeResult(returning(Tagged.class), new Tagged().with("secret")),
                "EETASK0305: the result of task 'mail.send' does not survive");
        assertRefused(
                () -> CODEC.writeResult(returning(Throwing.class), new Throwing()),
                "EETASK0304: the result of task 'mail.send' cannot be written as JSON");
        assertRefused(
                () -> CODEC.writeResult(returning(double.class), Double.NaN),
                "EETASK0303: the result of task 'mail.send' is or contains NaN");
        assertRefused(
                () -> CODEC.writeResult(returning(String.class), LocalDateTime.MAX),
                "EETASK0302: the result of task 'mail.send' must be java.lang.String, was java.time.LocalDateTime");
    }

    @Test
    void collectionsThatThrowAreRefusedAsValuesNotAsErrors() {
        List<String> closed = new ArrayList<>() {
            private static final long serialVersionUID = 1L;

            @Override
            public Iterator<String> iterator() {
                throw new IllegalStateException("the session is closed, id was secret-4711");
            }
        };

        assertThat(assertRefused(new TypeRef<List<String>>() {}.type(), closed, "EETASK0304"))
                .hasStackTraceContaining("java.lang.IllegalStateException")
                .hasMessageNotContaining("4711");
    }

    /** A walk that does not end is not ended by an interrupt, and costs a processor. */
    @Test
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void causesThatFormARingAreRefusedAtOnceWhereverTheyAreThrown() {
        Set<Map.Entry<String, String>> entries = new AbstractSet<>() {
            @Override
            public Iterator<Map.Entry<String, String>> iterator() {
                throw ring();
            }

            @Override
            public int size() {
                return 1;
            }
        };
        Map<String, String> map = new AbstractMap<>() {
            @Override
            public Set<Entry<String, String>> entrySet() {
                return entries;
            }
        };
        List<String> list = new AbstractList<>() {
            @Override
            public String get(int index) {
                throw ring();
            }

            @Override
            public int size() {
                return 1;
            }
        };

        assertRefused(Ringing.class, new Ringing(), "EETASK0304", "at property 'text'");
        assertRefused(new TypeRef<List<String>>() {}.type(), list, "EETASK0304");
        assertRefused(new TypeRef<Map<String, String>>() {}.type(), map, "EETASK0304");
        assertRefused(() -> CODEC.writeResult(returning(Ringing.class), new Ringing()), "EETASK0304");
        assertThat(assertRefused(new TypeRef<List<Ringing>>() {}.type(), List.of(new Ringing()), "EETASK0304"))
                .hasStackTraceContaining("java.lang.IllegalStateException")
                .hasMessageNotContaining("secret");
    }

    public static class Ringing {
        public String getText() {
            throw ring();
        }

        public void setText(String text) {}
    }

    private static IllegalStateException ring() {
        IllegalStateException outer = new IllegalStateException("secret");
        outer.initCause(new RuntimeException("secret", outer));
        return outer;
    }

    private static InvalidTaskException assertRefused(Type type, Object value, String... texts) {
        return assertRefused(() -> CODEC.writeArguments(taking(type), Arrays.asList(value)), texts);
    }

    private static InvalidTaskException assertRefused(ThrowingCallable call, String... texts) {
        InvalidTaskException refused = catchThrowableOfType(InvalidTaskException.class, call);
        assertThat(refused).as("refusal").isNotNull();
        assertThat(refused).hasMessageContainingAll(texts);
        return refused;
    }
}
