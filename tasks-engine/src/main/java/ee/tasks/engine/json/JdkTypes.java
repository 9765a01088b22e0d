package ee.tasks.engine.json;

import static java.util.Map.entry;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import java.net.URL;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.Collection;
import java.util.Date;
import java.util.Deque;
import java.util.EnumSet;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Properties;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.Stack;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.Vector;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What JSON-B does with the types of the JDK, as far as it was tried with the JSON-B of the servers. */
final class JdkTypes {

    private static final Set<Class<?>> VALUES = Set.of(
            OptionalInt.class,
            OptionalLong.class,
            OptionalDouble.class,
            URL.class,
            Date.class,
            Calendar.class,
            GregorianCalendar.class,
            Properties.class,
            Void.class,
            void.class,
            JsonValue.class,
            JsonStructure.class,
            JsonObject.class,
            JsonArray.class,
            JsonString.class,
            JsonNumber.class);

    private static final Set<Class<?>> COLLECTIONS = Set.of(
            Collection.class,
            List.class,
            Set.class,
            SortedSet.class,
            NavigableSet.class,
            Queue.class,
            Deque.class,
            ArrayList.class,
            LinkedList.class,
            Vector.class,
            Stack.class,
            CopyOnWriteArrayList.class,
            HashSet.class,
            LinkedHashSet.class,
            TreeSet.class,
            EnumSet.class,
            ArrayDeque.class,
            PriorityQueue.class);

    private static final Set<Class<?>> MAPS = Set.of(
            Map.class,
            SortedMap.class,
            NavigableMap.class,
            ConcurrentMap.class,
            HashMap.class,
            LinkedHashMap.class,
            TreeMap.class,
            Hashtable.class,
            ConcurrentHashMap.class);

    private static final Map<String, String> INSTEAD = Map.ofEntries(
            entry("java.util.EnumMap", "declare a Map with the enum as key"),
            entry("java.util.TimeZone", "declare a java.time.ZoneId"),
            entry("java.util.Map$Entry", "declare a Map, or a record of key and value"),
            entry("java.sql.Timestamp", "declare a java.time.Instant"),
            entry("java.sql.Date", "declare a java.time.LocalDate"),
            entry("java.sql.Time", "declare a java.time.LocalTime"),
            entry("java.lang.Number", "declare the number's type, such as long or BigDecimal"),
            entry("java.lang.CharSequence", "declare a String"),
            entry("java.lang.StringBuilder", "declare a String"),
            entry("java.io.File", "declare a String"),
            entry("java.nio.file.Path", "declare a String"),
            entry("java.lang.Class", "declare a String, or an enum of what is meant"));

    private static final List<String> RESOURCES = List.of(
            "java.lang.AutoCloseable",
            "java.lang.Thread",
            "java.lang.ClassLoader",
            "javax.sql.DataSource",
            "javax.naming.Context",
            "jakarta.persistence.EntityManager",
            "jakarta.persistence.EntityManagerFactory",
            "jakarta.persistence.Query",
            "jakarta.servlet.ServletRequest",
            "jakarta.servlet.ServletResponse",
            "jakarta.transaction.UserTransaction",
            "jakarta.enterprise.inject.Instance",
            "java.util.concurrent.Executor",
            "java.util.concurrent.Future",
            "java.util.concurrent.CompletionStage");

    private static final List<String> ONE_WAY = List.of(
            "java.util.stream.BaseStream", "java.util.Iterator", "java.util.Enumeration", "java.util.Spliterator");

    private JdkTypes() {}

    static boolean isValue(Class<?> type) {
        return VALUES.contains(type) || ScalarForm.of(type) != null;
    }

    static boolean isCollection(Class<?> type) {
        return COLLECTIONS.contains(type);
    }

    static boolean isMap(Class<?> type) {
        return MAPS.contains(type);
    }

    static boolean isOneWay(Class<?> type) {
        return type == Iterable.class || isA(type, ONE_WAY);
    }

    static boolean isResource(Class<?> type) {
        return isA(type, RESOURCES);
    }

    /** By name: some of these APIs need not be there. */
    private static boolean isA(Class<?> type, List<String> names) {
        if (type == null) {
            return false;
        }
        if (names.contains(type.getName()) || isA(type.getSuperclass(), names)) {
            return true;
        }
        for (Class<?> inherited : type.getInterfaces()) {
            if (isA(inherited, names)) {
                return true;
            }
        }
        return false;
    }

    static boolean isOfThePlatform(Class<?> type) {
        String name = type.getName();
        return name.startsWith("java.")
                || name.startsWith("javax.")
                || name.startsWith("jakarta.")
                || name.startsWith("jdk.")
                || name.startsWith("sun.");
    }

    static String instead(Class<?> type) {
        String general = Collection.class.isAssignableFrom(type)
                ? "declare a List or a Set"
                : Map.class.isAssignableFrom(type)
                        ? "declare a Map"
                        : "declare its value as text or number, or a record that contains what is needed";
        return INSTEAD.getOrDefault(type.getName(), general);
    }
}
